SELECT
  disposition AS status,
  substr(calldate, 12, 2) AS period,
  count(*) AS total,
  sum(disposition = 'ANSWERED') AS successful,
  sum(billsec) AS call_bill_duration,
  round(1.0 * sum(CASE WHEN disposition = 'ANSWERED' THEN billsec END) / nullif(sum(disposition = 'ANSWERED'), 0), 2) AS acd,
  round(100.0 * sum(disposition = 'ANSWERED') / count(*), 2) AS asr
FROM cdr
WHERE calldate >= '{start}' AND calldate < '{end}'
GROUP BY disposition, substr(calldate, 12, 2)
ORDER BY 2, 1
