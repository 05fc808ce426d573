SELECT
  coalesce(hangup_cause, '') AS status,
  substr(start_stamp, 12, 2) AS period,
  count(*) AS total,
  sum(billsec > 0) AS successful,
  sum(billsec) AS call_bill_duration,
  round(1.0 * sum(billsec) / nullif(sum(billsec > 0), 0), 2) AS acd,
  round(100.0 * sum(billsec > 0) / count(*), 2) AS asr
FROM cdr
WHERE start_stamp >= '{start}' AND start_stamp < '{end}'
GROUP BY coalesce(hangup_cause, ''), substr(start_stamp, 12, 2)
ORDER BY 2, 1
