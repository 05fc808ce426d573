-- Counts calls, ASR and ACD by month (UTC) and Q.850 cause in a table as cdr-pusher makes it:
--   sqlite3 FILE.db < cdrpusher_counts.sql
SELECT
  substr(start_stamp, 1, 4) || ' ' || substr(start_stamp, 6, 2) AS month,
  hangup_cause_q850,
  count(*),
  sum(billsec > 0),
  sum(duration),
  sum(billsec)
FROM cdr
WHERE start_stamp >= '2000-01-01' AND start_stamp < '2030-01-01'
GROUP BY 1, 2
ORDER BY 1, 2;
