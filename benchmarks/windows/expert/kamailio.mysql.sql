WITH parts AS (
  SELECT
    callid, time, method = 'INVITE' AS invite, method = 'INVITE' AND sip_code LIKE '2%' AS answer,
    CONCAT(IF(sip_code LIKE '2%', 3, 2), LPAD(id, 10, '0'), sip_reason) AS outcome
  FROM acc
  WHERE time >= '{start}' - INTERVAL 12 HOUR AND time < '{end}' + INTERVAL 12 HOUR
    AND method IN ('INVITE', 'BYE')
  UNION ALL
  SELECT callid, time, 1, sip_code LIKE '2%', CONCAT(1, LPAD(id, 10, '0'), sip_reason)
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
