SELECT
  disposition AS status,
  to_char(hour, 'HH24') AS period,
  total,
  successful,
  call_bill_duration,
  round(talked::numeric / nullif(successful, 0), 2) AS acd,
  round(100.0 * successful / total, 2) AS asr
FROM (
  SELECT
    disposition,
    date_trunc('hour', calldate) AS hour,
    count(*) AS total,
    count(*) FILTER (WHERE disposition = 'ANSWERED') AS successful,
    sum(billsec) AS call_bill_duration,
    sum(billsec) FILTER (WHERE disposition = 'ANSWERED') AS talked
  FROM cdr
  WHERE calldate >= '{start}' AND calldate < '{end}'
  GROUP BY 1, 2
) AS hours
ORDER BY hour, disposition COLLATE "C"
