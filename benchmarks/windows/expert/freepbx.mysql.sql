WITH calls AS (
  SELECT
    MIN(calldate) AS begun,
    CASE
      WHEN MAX(lastapp IN ('Dial', 'Queue') AND dstchannel <> '' AND disposition = 'ANSWERED') THEN 'ANSWERED'
      WHEN MAX(dstchannel <> '' AND disposition IN ('CANCEL', 'NO ANSWER'))
        THEN MAX(IF(dstchannel <> '' AND disposition IN ('CANCEL', 'NO ANSWER'), disposition, NULL))
      WHEN MAX(dstchannel <> '' AND disposition = 'BUSY') THEN 'BUSY'
      ELSE MAX(disposition)
    END AS status,
    COALESCE(TIMESTAMPDIFF(
      SECOND,
      MIN(IF(lastapp IN ('Dial', 'Queue') AND dstchannel <> '' AND disposition = 'ANSWERED', calldate + INTERVAL duration - billsec SECOND, NULL)),
      MAX(IF(lastapp IN ('Dial', 'Queue') AND dstchannel <> '' AND disposition = 'ANSWERED', calldate + INTERVAL duration SECOND, NULL))
    ), 0) AS talked
  FROM cdr
  WHERE calldate >= '{start}' - INTERVAL 4 HOUR AND calldate < '{end}' + INTERVAL 4 HOUR
  GROUP BY linkedid
  HAVING begun >= '{start}' AND begun < '{end}'
), hours AS (
  SELECT
    status, HOUR(begun) AS hour, COUNT(*) AS total, SUM(status = 'ANSWERED') AS successful,
    SUM(talked) AS call_bill_duration
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
