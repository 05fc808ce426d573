SELECT
  status,
  LPAD(hour, 2, '0') AS period,
  total,
  successful,
  call_bill_duration,
  ROUND(call_bill_duration / NULLIF(successful, 0), 2) AS acd,
  ROUND(100 * successful / total, 2) AS asr
FROM (
  SELECT
    hangup_cause AS status, HOUR(start_timestamp) AS hour, COUNT(*) AS total,
    SUM(billsec > 0) AS successful, SUM(billsec) AS call_bill_duration
  FROM cdr
  WHERE start_timestamp >= '{start}' AND start_timestamp < '{end}'
  GROUP BY 1, 2
) AS hours
ORDER BY hour, CAST(status AS BINARY)
