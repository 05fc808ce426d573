WITH legs AS (
  SELECT
    linkedid, calldate, disposition, strftime('%s', calldate) + duration AS ended, billsec,
    lastapp IN ('Dial', 'Queue') AND dstchannel <> '' AND disposition = 'ANSWERED' AS answered,
    dstchannel <> '' AS dialled
  FROM cdr
  WHERE calldate >= datetime('{start}', '-4 hours') AND calldate < datetime('{end}', '+4 hours')
), calls AS (
  SELECT
    min(calldate) AS begun,
    max(answered) AS answered,
    coalesce(
      max(CASE WHEN answered THEN disposition END),
      max(CASE WHEN dialled AND disposition IN ('CANCEL', 'NO ANSWER') THEN disposition END),
      max(CASE WHEN dialled AND disposition = 'BUSY' THEN disposition END),
      max(disposition)
    ) AS status,
    coalesce(
      max(CASE WHEN answered THEN ended END) - min(CASE WHEN answered THEN ended - billsec END), 0
    ) AS talked
  FROM legs
  GROUP BY linkedid
)
SELECT
  status,
  substr(begun, 12, 2) AS period,
  count(*) AS total,
  sum(answered) AS successful,
  sum(talked) AS call_bill_duration,
  round(1.0 * sum(talked) / nullif(sum(answered), 0), 2) AS acd,
  round(100.0 * sum(answered) / count(*), 2) AS asr
FROM calls
WHERE begun >= '{start}' AND begun < '{end}'
GROUP BY status, substr(begun, 12, 2)
ORDER BY 2, 1
