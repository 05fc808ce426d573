SELECT
  COALESCE(trunk.trunkcode, '') AS trunk,
  LPAD(calls.hour, 2, '0') AS period,
  SUM(calls.total) AS total,
  SUM(calls.answered) AS successful,
  SUM(calls.billed) AS call_bill_duration,
  ROUND(SUM(calls.billed) / NULLIF(SUM(calls.answered), 0), 2) AS acd,
  ROUND(100 * SUM(calls.answered) / SUM(calls.total), 2) AS asr
FROM (
  SELECT
    id_trunk, HOUR(starttime) AS hour, COUNT(*) AS total, COUNT(*) AS answered,
    COALESCE(SUM(sessiontime), 0) AS billed
  FROM pkg_cdr
  WHERE starttime >= '{start}' AND starttime < '{end}' AND COALESCE(sipiax, 0) <> 6
  GROUP BY 1, 2
  UNION ALL
  SELECT id_trunk, HOUR(starttime), COUNT(*), 0, 0
  FROM pkg_cdr_failed
  WHERE starttime >= '{start}' AND starttime < '{end}'
  GROUP BY 1, 2
) AS calls
LEFT JOIN pkg_trunk AS trunk ON trunk.id = calls.id_trunk
GROUP BY 1, 2
ORDER BY 2, 1
