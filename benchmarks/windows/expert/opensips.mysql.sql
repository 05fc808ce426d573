WITH parts AS (
  SELECT
    CAST(callid AS BINARY) AS callid, created AS begun, sip_code LIKE '2%' AS answer, duration,
    CONCAT(IF(sip_code LIKE '2%', 30000000000, 20000000000) + id, sip_reason) AS outcome
  FROM acc
  WHERE created >= '{start}' - INTERVAL 10 MINUTE AND created < '{end}' + INTERVAL 10 MINUTE
    AND method = 'INVITE'
  UNION ALL
  SELECT CAST(callid AS BINARY), time, sip_code LIKE '2%', 0, CONCAT(10000000000 + id, sip_reason)
  FROM missed_calls
  WHERE time >= '{start}' - INTERVAL 10 MINUTE AND time < '{end}' + INTERVAL 10 MINUTE
    AND method = 'INVITE'
), calls AS (
  SELECT
    MIN(begun) AS begun, MAX(answer) AS answered, SUBSTR(MAX(outcome), 12) AS status,
    MAX(duration) AS talked
  FROM parts
  GROUP BY callid
  HAVING begun >= '{start}' AND begun < '{end}'
), hours AS (
  SELECT
    status, HOUR(begun) AS hour, COUNT(*) AS total, SUM(answered) AS successful,
    SUM(talked) AS call_bill_duration, SUM(IF(answered, talked, NULL)) AS answered_talk
  FROM calls
  GROUP BY status, HOUR(begun)
)
SELECT
  status,
  LPAD(hour, 2, '0') AS period,
  total,
  successful,
  call_bill_duration,
  ROUND(answered_talk / NULLIF(successful, 0), 2) AS acd,
  ROUND(100 * successful / total, 2) AS asr
FROM hours
ORDER BY hour, status
