SELECT
  coalesce(trunk.trunkcode, '') AS trunk,
  to_char(calls.hour, 'HH24') AS period,
  sum(calls.total) AS total,
  sum(calls.answered) AS successful,
  sum(calls.billed) AS call_bill_duration,
  round(sum(calls.talked) / nullif(sum(calls.answered), 0), 2) AS acd,
  round(100.0 * sum(calls.answered) / sum(calls.total), 2) AS asr
FROM (
  SELECT
    id_trunk, date_trunc('hour', starttime) AS hour, count(*) AS total,
    count(*) FILTER (WHERE terminatecauseid = 1 AND (coalesce(sipiax, 0) NOT IN (4, 7) OR sessiontime > 0)) AS answered,
    coalesce(sum(sessiontime), 0) AS billed,
    sum(sessiontime) FILTER (WHERE terminatecauseid = 1 AND (coalesce(sipiax, 0) NOT IN (4, 7) OR sessiontime > 0)) AS talked
  FROM cc_call
  WHERE starttime >= '{start}' AND starttime < '{end}'
  GROUP BY 1, 2
) AS calls
LEFT JOIN cc_trunk AS trunk ON trunk.id_trunk = calls.id_trunk
GROUP BY trunk.trunkcode, calls.hour
ORDER BY calls.hour, trunk.trunkcode COLLATE "C" NULLS FIRST
