SELECT
  COALESCE(trunk.trunkcode, '') AS trunk,
  LPAD(calls.hour, 2, '0') AS period,
  SUM(calls.total) AS total,
  SUM(calls.answered) AS successful,
  SUM(calls.billed) AS call_bill_duration,
  ROUND(SUM(calls.talked) / NULLIF(SUM(calls.answered), 0), 2) AS acd,
  ROUND(100 * SUM(calls.answered) / SUM(calls.total), 2) AS asr
FROM (
  SELECT
    id_trunk, HOUR(starttime) AS hour, COUNT(*) AS total,
    COUNT(IF(terminatecauseid = 1 AND (COALESCE(sipiax, 0) NOT IN (4, 7) OR sessiontime > 0), 1, NULL)) AS answered,
    COALESCE(SUM(sessiontime), 0) AS billed,
    SUM(IF(terminatecauseid = 1 AND (COALESCE(sipiax, 0) NOT IN (4, 7) OR sessiontime > 0), sessiontime, NULL)) AS talked
  FROM cc_call
  WHERE starttime >= '{start}' AND starttime < '{end}'
  GROUP BY 1, 2
) AS calls
LEFT JOIN cc_trunk AS trunk ON trunk.id_trunk = calls.id_trunk
GROUP BY 1, 2
ORDER BY 2, 1
