SELECT
  status,
  to_char(hour, 'HH24') AS period,
  total,
  successful,
  call_bill_duration,
  round(call_bill_duration::numeric / nullif(successful, 0), 2) AS acd,
  round(100.0 * successful / total, 2) AS asr
FROM (
  SELECT
    hangup_cause AS status,
    date_trunc('hour', start_stamp AT TIME ZONE 'UTC') AS hour,
    count(*) AS total,
    count(*) FILTER (WHERE billsec > 0) AS successful,
    sum(billsec) AS call_bill_duration
  FROM cdr
  WHERE start_stamp >= '{start} 00:00+00' AND start_stamp < '{end} 00:00+00'
  GROUP BY 1, 2
) AS hours
ORDER BY hour, status COLLATE "C"
