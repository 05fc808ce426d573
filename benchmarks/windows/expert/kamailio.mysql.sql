WITH parts AS (
  SELECT
    CAST(callid AS BINARY) AS callid, time,
    method = 'INVITE' AS invite, method = 'INVITE' AND sip_code LIKE '2%' AS answer,
    CONCAT(IF(sip_code LIKE '2%', 30000000000, 20000000000) + id, sip_reason) AS outcome
  FROM acc
  WHERE time >= '{start}' - INTERVAL 12 HOUR AND time < '{end}' + INTERVAL 12 HOUR
    AND method IN ('INVITE', 'BYE')
  UNION ALL
  SELECT
    CAST(callid AS BINARY), time, 1, sip_code LIKE '2%', CONCAT(10000000000 + id, sip_reason)
  FROM missed_calls
  WHERE time >= '{start}' - INTERVAL 12 HOUR AND time < '{end}' + INTERVAL 12 HOUR
    AND method = 'INVITE'
), calls AS (
  SELECT
    MIN(time) AS begun,
    MAX(answer) AS answered,
    SUBSTR(MAX(IF(invite, outcome, NULL)), 12) AS status,
    TIMESTAMPDIFF(SECOND, MIN(IF(answer, time, NULL)), MIN(IF(invite, NULL, time))) AS talked
  FROM parts
  GROUP BY callid
  HAVING MAX(invite) AND begun >= '{start}' AND begun < '{end}'
), hours AS (
  SELECT
    status, HOUR(begun) AS hour, COUNT(*) AS total, SUM(answered) AS successful,
    COALESCE(SUM(talked), 0) AS call_bill_duration
  FROM calls
  GROUP BY status, HOUR(begun)
)
SELECT
  status,
  LPAD(hour, 2, '0') AS period,
  total,
  successful,
  call_bill_duration,
  ROUND(call_bill_duration / NULLIF(successful, 0), 2) AS acd,
  ROUND(100 * successful / total, 2) AS asr
FROM hours
ORDER BY hour, status
