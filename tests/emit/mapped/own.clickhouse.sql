WITH sums AS (
  SELECT
    c."user_id" AS by_user_id,
    ifNull(c."call_status", '') AS by_call_status,
    c."duration" AS by_duration,
    ifNull(c."hangup", '') AS by_hangup,
    ifNull(c."destination", '') AS by_destination,
    ifNull(
      CASE
        WHEN lengthUTF8(c."caller_id") > 3
        THEN CONCAT(repeat('*', lengthUTF8(c."caller_id") - 3), rightUTF8(c."caller_id", 3))
        ELSE repeat('*', lengthUTF8(c."caller_id"))
      END,
      ''
    ) AS by_caller_id,
    ifNull(c."q850", '') AS by_q850,
    c."sip_status" AS by_sip_status,
    ifNull(c."extension", '') AS by_extension,
    ifNull(c."transfer_to", '') AS by_transfer_to,
    ifNull(c."conference_to", '') AS by_conference_to,
    ifNull(c."trunk", '') AS by_trunk,
    ifNull(
      CASE WHEN c."sip_status" = 200 THEN 'a-land' WHEN c."sip_status" > 450 THEN '' WHEN NOT (c."sip_status" IS NULL) THEN 'Else' END,
      ''
    ) AS by_country,
    c."class" AS by_class,
    100 * toYYYYMM(c."began", 'Europe/Paris') + toHour(c."began", 'Europe/Paris') AS by_period,
    COUNT(*) AS sum_calls,
    countIf(c."bill_duration" > 0) AS sum_answered,
    SUM(c."duration") AS sum_duration,
    SUM(c."bill_duration") AS sum_bill_duration,
    sumIf(c."bill_duration", c."bill_duration" > 0) AS sum_talked,
    SUM(c."cost") AS sum_cost,
    COALESCE(SUM(toInt128(c."transfer_duration")), 0) AS sum_transfer_duration,
    COALESCE(SUM(toInt128(c."conference_duration")), 0) AS sum_conference_duration,
    SUM(c."transfer_cost") AS sum_transfer_cost,
    SUM(c."conference_cost") AS sum_conference_cost,
    countIf(c."transfer_to" <> '') AS sum_transfers,
    COALESCE(SUM(toInt128(c."agent_duration")), 0) AS sum_agent_duration,
    SUM(c."sell") AS sum_sell,
    SUM(toInt128(c."buy_millionths")) AS sum_buy,
    COALESCE(SUM(c."ring_ms"), 0) AS sum_ring,
    COALESCE(SUM(toInt128(round(100 * c."paused"))), 0) AS sum_pause,
    countIf((c."sell" > 1)) AS sum_calls__premium,
    COALESCE(SUM(c."attempts"), 0) AS sum_attempts,
    SUM(CASE WHEN c."bill_duration" > 0 THEN c."sell" END) AS sum_sell__answered,
    SUM(CASE WHEN (c."sell" > 1) THEN toInt128(c."buy_millionths") END) AS sum_buy__premium
  FROM "call_log" AS c
  WHERE
    c."began" >= {start_at:DateTime64(6, 'UTC')} AND c."began" < {end_at:DateTime64(6, 'UTC')}
    AND (
      c."destination" IN ({destination_1:String}, '') OR c."destination" IS NULL
    )
    AND c."user_id" IN ({user_1:Int64}, {user_2:Int64})
    AND c."trunk_id" IN ({original_trunk_id_1:Int64}, {original_trunk_id_2:Int64})
    AND c."call_type" IN ({callsType_1:Int64}, {callsType_2:Int64})
    AND c."duration" >= {duration_1:Int64}
    AND c."duration" <> {duration_2:Int64}
    AND c."bill_duration" >= {bill_duration_1:Int64}
    AND c."bill_duration" <> {bill_duration_2:Int64}
    AND (
      startsWith(c."destination", {destination_prefix_1:String})
      OR startsWith(c."destination", {destination_prefix_2:String})
    )
  GROUP BY
    1,
    2,
    3,
    4,
    5,
    6,
    7,
    8,
    9,
    10,
    11,
    12,
    13,
    14,
    15
), page AS (
  SELECT
    *
  FROM sums
  WHERE
    sum_calls >= {having_1:Int64}
    AND sum_answered >= {having_2:Int64}
    AND sum_duration >= {having_3:Int64}
    AND sum_bill_duration >= {having_4:Int64}
    AND sum_answered > 0
    AND 1000000000 * toInt128(sum_talked) >= {having_5:Int64} * toInt128(sum_answered)
    AND 100000000000 * toInt128(sum_answered) >= {having_6:Int64} * toInt128(sum_calls)
    AND 1000000 * sum_cost >= {having_7:Int64}
    AND sum_transfer_duration >= {having_8:Int64}
    AND sum_conference_duration >= {having_9:Int64}
    AND 1000000 * sum_transfer_cost >= {having_10:Int64}
    AND 1000000 * sum_conference_cost >= {having_11:Int64}
    AND sum_transfers >= {having_12:Int64}
    AND sum_agent_duration >= {having_13:Int64}
    AND toInt128(1000000 * sum_sell) - sum_buy >= {having_14:Int64}
    AND toInt128(1000000 * sum_sell) > 0
    AND 100000000000 * toInt128(1000000 * sum_sell) - 100000000000 * toInt128(sum_buy) >= {having_15:Int64} * toInt128(1000000 * sum_sell)
    AND 1000000000 * toInt128(sum_ring) >= {having_16:Int64} * (1000 * toInt128(sum_calls))
    AND 5 * toInt128(sum_ring) - 300 * sum_pause + 10000 * toInt128(sum_talked) >= {having_17:Int64}
    AND sum_answered > 0
    AND 100000000000 * toInt128(sum_calls__premium) >= {having_18:Int64} * toInt128(sum_answered)
    AND sum_calls - sum_answered >= {having_19:Int64}
    AND 1000000000 * toInt128(sum_attempts) >= {having_20:Int64} * toInt128(sum_calls)
    AND sum_talked > 0
    AND 3000000000 * toInt128(1000000 * sum_sell__answered) >= {having_21:Int64} * (50000 * toInt128(sum_talked))
    AND 2000000000 * toInt128(1000000 * sum_sell) - 1000000000 * toInt128(sum_buy__premium) >= 7000000 * toInt128({having_22:Int64})
    AND sum_calls >= {smallest_group:Int64}
  ORDER BY
    sum_calls DESC,
    sum_answered DESC,
    sum_duration DESC,
    sum_bill_duration DESC,
    intDiv(sum_talked, nullIf(sum_answered, 0)) DESC,
    toFloat64(sum_talked % nullIf(sum_answered, 0)) / nullIf(sum_answered, 0) DESC,
    toFloat64(sum_answered) / sum_calls DESC,
    sum_cost DESC,
    sum_transfer_duration DESC,
    sum_conference_duration DESC,
    sum_transfer_cost DESC,
    sum_conference_cost DESC,
    sum_transfers DESC,
    sum_agent_duration DESC,
    toInt128(1000000 * sum_sell) - sum_buy DESC,
    intDiv(
      toInt128(1000000 * sum_sell) - sum_buy,
      CASE WHEN toInt128(1000000 * sum_sell) > 0 THEN toInt128(1000000 * sum_sell) END
    ) DESC,
    toFloat64(
      (toInt128(1000000 * sum_sell) - sum_buy) % CASE WHEN toInt128(1000000 * sum_sell) > 0 THEN toInt128(1000000 * sum_sell) END
    ) / CASE WHEN toInt128(1000000 * sum_sell) > 0 THEN toInt128(1000000 * sum_sell) END DESC,
    intDiv(sum_ring, sum_calls) DESC,
    toFloat64(sum_ring % sum_calls) / sum_calls DESC,
    5 * toInt128(sum_ring) - 300 * sum_pause + 10000 * toInt128(sum_talked) DESC,
    toFloat64(sum_calls__premium) / nullIf(sum_answered, 0) DESC,
    sum_calls - sum_answered DESC,
    intDiv(sum_attempts, sum_calls) DESC,
    toFloat64(sum_attempts % sum_calls) / sum_calls DESC,
    intDiv(
      toInt128(1000000 * sum_sell__answered),
      CASE WHEN sum_talked > 0 THEN sum_talked END
    ) DESC,
    toFloat64(
      toInt128(1000000 * sum_sell__answered) % CASE WHEN sum_talked > 0 THEN sum_talked END
    ) / CASE WHEN sum_talked > 0 THEN sum_talked END DESC,
    2 * toInt128(1000000 * sum_sell) - sum_buy__premium DESC,
    by_user_id DESC,
    by_call_status DESC,
    by_duration DESC,
    by_hangup DESC,
    by_destination DESC,
    by_caller_id DESC,
    by_q850 DESC,
    by_sip_status DESC,
    by_extension DESC,
    by_transfer_to DESC,
    by_conference_to DESC,
    by_trunk DESC,
    by_country DESC,
    by_class DESC,
    by_period
  LIMIT {limit:UInt64}
)
SELECT
  by_user_id AS caller_user_id,
  by_call_status AS status,
  by_duration AS duration,
  by_hangup AS client_hangup_disposition,
  by_destination AS dst,
  by_caller_id AS client_callerid_number,
  by_q850 AS q850,
  by_sip_status AS sip_term_status,
  by_extension AS src,
  by_transfer_to AS transfer_to,
  by_conference_to AS conference_to,
  by_trunk AS trunk,
  by_country AS "country",
  by_class AS "tariff",
  CONCAT(
    leftPad(toString(intDiv(by_period, 10000)), 4, '0'),
    ' ',
    leftPad(toString(intDiv(by_period, 100) % 100), 2, '0'),
    ' ',
    leftPad(toString(by_period % 100), 2, '0')
  ) AS period,
  sum_calls AS total,
  sum_answered AS successful,
  sum_duration AS call_duration,
  sum_bill_duration AS call_bill_duration,
  round(toDecimal128(sum_talked, 3) / nullIf(sum_answered, 0), 2) AS acd,
  round(toDecimal128(100 * sum_answered, 3) / sum_calls, 2) AS asr,
  sum_cost AS cost,
  sum_transfer_duration AS transfer_duration,
  sum_conference_duration AS conference_duration,
  sum_transfer_cost AS transfer_cost,
  sum_conference_cost AS conference_cost,
  sum_transfers AS total_transfer,
  sum_agent_duration AS call_agent_duration,
  toDecimal128(toInt128(1000000 * sum_sell) - sum_buy, 6) / 1000000 AS "margin",
  round(
    toDecimal128(100 * toInt128(1000000 * sum_sell) - 100 * sum_buy, 3) / CASE WHEN toInt128(1000000 * sum_sell) > 0 THEN toInt128(1000000 * sum_sell) END,
    2
  ) AS "margin_percent",
  round(toDecimal128(sum_ring, 4) / (1000 * sum_calls), 3) AS "average_ring",
  intDiv(
    10 * toInt128(sum_ring) - 600 * sum_pause + 20000 * toInt128(sum_talked) + CASE
      WHEN 5 * toInt128(sum_ring) - 300 * sum_pause + 10000 * toInt128(sum_talked) < 0
      THEN -10000
      ELSE 10000
    END,
    20000
  ) AS "idle_time",
  round(toDecimal128(100 * sum_calls__premium, 2) / nullIf(sum_answered, 0), 1) AS "premium_share",
  sum_calls - sum_answered AS "unanswered",
  round(toDecimal128(sum_attempts, 5) / sum_calls, 4) AS "attempts_per_call",
  round(
    toDecimal128(3 * toInt128(1000000 * sum_sell__answered), 6) / CASE WHEN sum_talked > 0 THEN 50000 * toInt128(sum_talked) END,
    5
  ) AS "price_per_minute",
  round(toDecimal128(2 * toInt128(1000000 * sum_sell) - sum_buy__premium, 4) / 7000000, 3) AS "week_budget"
FROM page
ORDER BY
  sum_calls DESC,
  sum_answered DESC,
  sum_duration DESC,
  sum_bill_duration DESC,
  intDiv(sum_talked, nullIf(sum_answered, 0)) DESC,
  toFloat64(sum_talked % nullIf(sum_answered, 0)) / nullIf(sum_answered, 0) DESC,
  toFloat64(sum_answered) / sum_calls DESC,
  sum_cost DESC,
  sum_transfer_duration DESC,
  sum_conference_duration DESC,
  sum_transfer_cost DESC,
  sum_conference_cost DESC,
  sum_transfers DESC,
  sum_agent_duration DESC,
  toInt128(1000000 * sum_sell) - sum_buy DESC,
  intDiv(
    toInt128(1000000 * sum_sell) - sum_buy,
    CASE WHEN toInt128(1000000 * sum_sell) > 0 THEN toInt128(1000000 * sum_sell) END
  ) DESC,
  toFloat64(
    (toInt128(1000000 * sum_sell) - sum_buy) % CASE WHEN toInt128(1000000 * sum_sell) > 0 THEN toInt128(1000000 * sum_sell) END
  ) / CASE WHEN toInt128(1000000 * sum_sell) > 0 THEN toInt128(1000000 * sum_sell) END DESC,
  intDiv(sum_ring, sum_calls) DESC,
  toFloat64(sum_ring % sum_calls) / sum_calls DESC,
  5 * toInt128(sum_ring) - 300 * sum_pause + 10000 * toInt128(sum_talked) DESC,
  toFloat64(sum_calls__premium) / nullIf(sum_answered, 0) DESC,
  sum_calls - sum_answered DESC,
  intDiv(sum_attempts, sum_calls) DESC,
  toFloat64(sum_attempts % sum_calls) / sum_calls DESC,
  intDiv(
    toInt128(1000000 * sum_sell__answered),
    CASE WHEN sum_talked > 0 THEN sum_talked END
  ) DESC,
  toFloat64(
    toInt128(1000000 * sum_sell__answered) % CASE WHEN sum_talked > 0 THEN sum_talked END
  ) / CASE WHEN sum_talked > 0 THEN sum_talked END DESC,
  2 * toInt128(1000000 * sum_sell) - sum_buy__premium DESC,
  by_user_id DESC,
  by_call_status DESC,
  by_duration DESC,
  by_hangup DESC,
  by_destination DESC,
  by_caller_id DESC,
  by_q850 DESC,
  by_sip_status DESC,
  by_extension DESC,
  by_transfer_to DESC,
  by_conference_to DESC,
  by_trunk DESC,
  by_country DESC,
  by_class DESC,
  by_period
