SELECT
  status,
  LPAD(hour, 2, '0') AS period,
  total,
  successful,
  call_bill_duration,
  ROUND(talked / NULLIF(successful, 0), 2) AS acd,
  ROUND(100 * successful / total, 2) AS asr
FROM (
  SELECT
    disposition AS status,
    HOUR(calldate) AS hour,
    COUNT(*) AS total,
    SUM(disposition = 'ANSWERED') AS successful,
    SUM(billsec) AS call_bill_duration,
    SUM(IF(disposition = 'ANSWERED', billsec, 0)) AS talked
  FROM cdr
  WHERE calldate >= '{start}' AND calldate < '{end}'
  GROUP BY disposition, HOUR(calldate)
) AS hours
ORDER BY hour, status
