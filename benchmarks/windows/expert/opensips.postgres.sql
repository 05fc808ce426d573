WITH parts AS (
  SELECT
    callid, created AS begun, sip_code LIKE '2%' AS answer, duration,
    CASE WHEN sip_code LIKE '2%' THEN '3' ELSE '2' END AS place, id, sip_reason
  FROM acc
  WHERE created >= timestamp '{start}' - interval '10 minutes'
    AND created < timestamp '{end}' + interval '10 minutes' AND method = 'INVITE'
  UNION ALL
  SELECT callid, time, sip_code LIKE '2%', 0, '1', id, sip_reason
  FROM missed_calls
  WHERE time >= timestamp '{start}' - interval '10 minutes'
    AND time < timestamp '{end}' + interval '10 minutes' AND method = 'INVITE'
), calls AS (
  SELECT
    min(begun) AS begun, bool_or(answer) AS answered, max(duration) AS talked,
    substr(max(place || to_char(id, 'FM0000000000') || sip_reason), 12) AS status
  FROM parts
  GROUP BY callid
), hours AS (
  SELECT
    status, date_trunc('hour', begun) AS hour, count(*) AS total,
    count(*) FILTER (WHERE answered) AS successful, sum(talked) AS call_bill_duration,
    sum(talked) FILTER (WHERE answered) AS answered_talk
  FROM calls
  WHERE begun >= '{start}' AND begun < '{end}'
  GROUP BY 1, 2
)
SELECT
  status,
  to_char(hour, 'HH24') AS period,
  total,
  successful,
  call_bill_duration,
  round(answered_talk::numeric / nullif(successful, 0), 2) AS acd,
  round(100.0 * successful / total, 2) AS asr
FROM hours
ORDER BY hour, status COLLATE "C"
