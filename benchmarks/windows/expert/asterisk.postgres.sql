WITH legs AS (
  SELECT
    linkedid, calldate, duration, billsec, disposition,
    lastapp IN ('Dial', 'Queue') AND dstchannel <> '' AND disposition = 'ANSWERED' AS answered,
    dstchannel <> '' AS dialled
  FROM cdr
  WHERE calldate >= timestamp '{start}' - interval '4 hours'
    AND calldate < timestamp '{end}' + interval '4 hours'
), calls AS (
  SELECT
    min(calldate) AS begun,
    bool_or(answered) AS answered,
    coalesce(
      max(disposition) FILTER (WHERE answered),
      max(disposition) FILTER (WHERE dialled AND disposition IN ('CANCEL', 'NO ANSWER')),
      max(disposition) FILTER (WHERE dialled AND disposition = 'BUSY'),
      max(disposition)
    ) AS status,
    coalesce(extract(epoch FROM
      max(calldate + duration * interval '1 second') FILTER (WHERE answered)
      - min(calldate + (duration - billsec) * interval '1 second') FILTER (WHERE answered)
    ), 0)::bigint AS talked
  FROM legs
  GROUP BY linkedid
), hours AS (
  SELECT
    status, date_trunc('hour', begun) AS hour, count(*) AS total,
    count(*) FILTER (WHERE answered) AS successful, sum(talked) AS call_bill_duration
  FROM calls
  WHERE begun >= '{start}' AND begun < '{end}'
  GROUP BY 1, 2
)
SELECT
  status,
  to_char(hour, 'HH24') AS period,
  total,
  successful,
  call_bill_duration,
  round(call_bill_duration::numeric / nullif(successful, 0), 2) AS acd,
  round(100.0 * successful / total, 2) AS asr
FROM hours
ORDER BY hour, status COLLATE "C"
