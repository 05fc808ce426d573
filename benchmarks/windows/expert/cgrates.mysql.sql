SELECT
  status,
  LPAD(hour, 2, '0') AS period,
  total,
  successful,
  ROUND(nanoseconds / 1000000000) AS call_bill_duration,
  ROUND(talked / 1000000000 / NULLIF(successful, 0), 2) AS acd,
  ROUND(100 * successful / total, 2) AS asr
FROM (
  SELECT
    COALESCE(JSON_UNQUOTE(JSON_EXTRACT(extra_fields, '$.DisconnectCause')), '') AS status,
    HOUR(setup_time) AS hour,
    COUNT(*) AS total,
    COUNT(IF(answer_time >= '1971-01-01', 1, NULL)) AS successful,
    SUM(`usage`) AS nanoseconds,
    SUM(IF(answer_time >= '1971-01-01', `usage`, NULL)) AS talked
  FROM cdrs
  WHERE setup_time >= '{start}' AND setup_time < '{end}'
    AND run_id = '*default' AND tor = '*voice' AND deleted_at IS NULL
  GROUP BY 1, 2
) AS hours
ORDER BY hour, status
