# Counts calls, ASR and ACD by hour (UTC) and Q.850 cause of an export in the layout of CDR-Stats
# samples: caller id, name, destination, duration, billsec, Q.850 number, uuid, epoch start.
#
#   awk -f cdrstats_layout.awk FILE | sort

function two(n,   text) {                       # hundredths, trailing zeros dropped
    text = sprintf("%d.%02d", int(n / 100), n % 100)
    sub(/0+$/, "", text)
    sub(/\.$/, "", text)
    return text
}

BEGIN { FS = ", *" }

{
    key = sprintf("%02d %s", int($8 / 3600) % 24, $6)
    calls[key]++
    if ($5 > 0) { answered[key]++; talked[key] += $5 }
}

END {
    for (key in calls) {
        n = calls[key]; ok = answered[key] + 0
        asr = two(int((20000 * ok + n) / (2 * n)))
        acd = ok ? two(int((200 * talked[key] + ok) / (2 * ok))) : "0"
        printf "%s|%d|%s%% (in %d of %d calls)|%s (in %d calls)\n", key, n, asr, ok, n, acd, ok
    }
}
