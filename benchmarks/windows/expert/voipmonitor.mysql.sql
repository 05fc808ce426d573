SELECT
  COALESCE(response.lastSIPresponse, '') AS status,
  LPAD(calls.hour, 2, '0') AS period,
  SUM(calls.total) AS total,
  SUM(calls.connected) AS successful,
  SUM(calls.talked) AS call_bill_duration,
  ROUND(SUM(calls.talked) / NULLIF(SUM(calls.connected), 0), 2) AS acd,
  ROUND(100 * SUM(calls.connected) / SUM(calls.total), 2) AS asr
FROM (
  SELECT
    lastSIPresponse_id,
    HOUR(calldate) AS hour,
    COUNT(*) AS total,
    COUNT(connect_duration) AS connected,
    COALESCE(SUM(connect_duration), 0) AS talked
  FROM cdr
  WHERE calldate >= '{start}' AND calldate < '{end}'
  GROUP BY lastSIPresponse_id, HOUR(calldate)
) AS calls
LEFT JOIN cdr_sip_response AS response ON response.id = calls.lastSIPresponse_id
GROUP BY 1, 2
ORDER BY 2, 1
