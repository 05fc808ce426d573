WITH parts AS (
  SELECT
    callid, time, method = 'INVITE' AS invite, method = 'INVITE' AND sip_code LIKE '2%' AS answer,
    CASE WHEN sip_code LIKE '2%' THEN '3' ELSE '2' END AS place, id, sip_reason
  FROM acc
  WHERE time >= timestamp '{start}' - interval '12 hours'
    AND time < timestamp '{end}' + interval '12 hours' AND method IN ('INVITE', 'BYE')
  UNION ALL
  SELECT callid, time, true, sip_code LIKE '2%', '1', id, sip_reason
  FROM missed_calls
  WHERE time >= timestamp '{start}' - interval '12 hours'
    AND time < timestamp '{end}' + interval '12 hours' AND method = 'INVITE'
), calls AS (
  SELECT
    min(time) AS begun,
    bool_or(answer) AS answered,
    substr(max(place || to_char(id, 'FM0000000000') || sip_reason) FILTER (WHERE invite), 12) AS status,
    extract(epoch FROM min(time) FILTER (WHERE NOT invite) - min(time) FILTER (WHERE answer))::bigint AS talked
  FROM parts
  GROUP BY callid
  HAVING bool_or(invite)
), hours AS (
  SELECT
    status, date_trunc('hour', begun) AS hour, count(*) AS total,
    count(*) FILTER (WHERE answered) AS successful, coalesce(sum(talked), 0) AS call_bill_duration
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
  round(call_bill_duration::numeric / nullif(successful, 0), 2) AS acd,
  round(100.0 * successful / total, 2) AS asr
FROM hours
ORDER BY hour, status COLLATE "C"
