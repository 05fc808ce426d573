WITH legs_ AS (
  SELECT
    COALESCE(CAST(c."call_key" AS TEXT), '') COLLATE "C" AS leg_key,
    c."began_ms" AS leg_start,
    c."seq" AS leg_order,
    c."user_id" AS leg_user_id,
    c."call_status" AS leg_call_status,
    c."duration" AS leg_duration,
    c."hangup" AS leg_hangup,
    c."destination" AS leg_destination,
    c."caller_id" AS leg_caller_id,
    c."q850" AS leg_q850,
    c."sip_status" AS leg_sip_status,
    c."extension" AS leg_extension,
    CASE WHEN c."app" = 'transfer' THEN c."transfer_to" END AS leg_1_transfer_to,
    c."conference_to" AS leg_conference_to,
    c."trunk" AS leg_trunk,
    c."talk" AS leg_1_answered,
    c."cost" AS leg_cost,
    c."transfer_duration" AS leg_transfer_duration,
    c."conference_duration" AS leg_conference_duration,
    c."transfer_cost" AS leg_transfer_cost,
    CASE WHEN c."app" <> 'billing' THEN c."conference_cost" END AS leg_1_conference_cost,
    (0 * c."seq") AS leg_2_conference_cost,
    c."agent_duration" AS leg_agent_duration,
    c."trunk_id" AS leg_trunk_id,
    c."call_type" AS leg_call_type,
    CASE WHEN c."app" = 'ghost' THEN 1 ELSE 0 END AS leg_1_where
  FROM "legs" AS c
  WHERE
    c."began_ms" >= %(rows_start_at)s AND c."began_ms" < %(rows_end_at)s
    AND (c."hidden" = 0)
  UNION ALL
  SELECT
    COALESCE(CAST(c."call_key" AS TEXT), '') COLLATE "C" AS leg_key,
    c."from_ms" AS leg_start,
    c."seq" AS leg_order,
    c."user_id" AS leg_user_id,
    c."call_status" AS leg_call_status,
    c."duration" AS leg_duration,
    c."hangup" AS leg_hangup,
    c."destination" AS leg_destination,
    c."caller_id" AS leg_caller_id,
    c."q850" AS leg_q850,
    c."sip_status" AS leg_sip_status,
    c."extension" AS leg_extension,
    CASE WHEN c."app" = 'transfer' THEN c."transfer_to" END AS leg_1_transfer_to,
    c."conference_to" AS leg_conference_to,
    c."trunk" AS leg_trunk,
    c."talk" AS leg_1_answered,
    c."cost" AS leg_cost,
    c."transfer_duration" AS leg_transfer_duration,
    c."conference_duration" AS leg_conference_duration,
    c."transfer_cost" AS leg_transfer_cost,
    CASE WHEN c."app" <> 'billing' THEN c."conference_cost" END AS leg_1_conference_cost,
    (0 * c."seq") AS leg_2_conference_cost,
    c."agent_duration" AS leg_agent_duration,
    c."trunk_id" AS leg_trunk_id,
    c."call_type" AS leg_call_type,
    CASE WHEN c."app" = 'ghost' THEN 1 ELSE 0 END AS leg_1_where
  FROM "ranked" AS c
  WHERE
    c."from_ms" >= %(rows_start_at)s AND c."from_ms" < %(rows_end_at)s
    AND ((0) = 0) AND c."shown"
), ranked_ AS (
  SELECT
    c.*,
    ROW_NUMBER() OVER (PARTITION BY c.leg_key ORDER BY c.leg_start, c.leg_order) AS leg_first,
    ROW_NUMBER() OVER (PARTITION BY c.leg_key ORDER BY c.leg_start DESC, c.leg_order DESC NULLS LAST) AS leg_last
  FROM legs_ AS c
), calls AS (
  SELECT
    MIN(c.leg_start) AS call_start,
    MAX(CASE WHEN c.leg_first = 1 THEN c.leg_user_id END) AS call_user_id,
    MAX(CASE WHEN c.leg_last = 1 THEN c.leg_call_status END) AS call_call_status,
    SUM(c.leg_duration) AS call_duration,
    MAX(CASE WHEN c.leg_first = 1 THEN c.leg_hangup END) AS call_hangup,
    MAX(CASE WHEN c.leg_first = 1 THEN c.leg_destination END) AS call_destination,
    MAX(CASE WHEN c.leg_first = 1 THEN c.leg_caller_id END) AS call_caller_id,
    MAX(c.leg_q850) AS call_q850,
    MAX(CASE WHEN c.leg_last = 1 THEN c.leg_sip_status END) AS call_sip_status,
    MIN(c.leg_extension) AS call_extension,
    MAX(c.leg_1_transfer_to) AS call_transfer_to,
    MAX(CASE WHEN c.leg_first = 1 THEN c.leg_conference_to END) AS call_conference_to,
    MAX(CASE WHEN c.leg_last = 1 THEN c.leg_trunk END) AS call_trunk,
    CASE WHEN SUM(c.leg_1_answered) > 0 THEN 1 ELSE 0 END AS call_answered,
    COALESCE(SUM(c.leg_1_answered), 0) AS call_bill_duration,
    SUM(c.leg_cost) AS call_cost,
    MAX(c.leg_transfer_duration) AS call_transfer_duration,
    MIN(c.leg_conference_duration) AS call_conference_duration,
    MAX(c.leg_transfer_cost) AS call_transfer_cost,
    (SUM(c.leg_1_conference_cost) - MIN(c.leg_2_conference_cost)) AS call_conference_cost,
    MAX(CASE WHEN c.leg_last = 1 THEN c.leg_agent_duration END) AS call_agent_duration,
    MAX(c.leg_trunk_id) AS call_trunk_id,
    MIN(c.leg_call_type) AS call_call_type
  FROM ranked_ AS c
  GROUP BY
    c.leg_key
  HAVING
    MIN(c.leg_start) >= %(start_at)s
    AND MIN(c.leg_start) < %(end_at)s
    AND (MAX(c.leg_1_where) = 0)
), sums AS MATERIALIZED (
  SELECT
    c.call_user_id AS by_user_id,
    COALESCE(CAST(c.call_call_status AS TEXT), '') COLLATE "C" AS by_call_status,
    c.call_duration AS by_duration,
    COALESCE(CAST(c.call_hangup AS TEXT), '') COLLATE "C" AS by_hangup,
    COALESCE(CAST(c.call_destination AS TEXT), '') COLLATE "C" AS by_destination,
    COALESCE(
      CAST(CASE
        WHEN CHAR_LENGTH(CAST(c.call_caller_id AS TEXT)) > 3
        THEN REPEAT('*', CHAR_LENGTH(CAST(c.call_caller_id AS TEXT)) - 3) || RIGHT(CAST(c.call_caller_id AS TEXT), 3)
        ELSE REPEAT('*', CHAR_LENGTH(CAST(c.call_caller_id AS TEXT)))
      END AS TEXT),
      ''
    ) COLLATE "C" AS by_caller_id,
    COALESCE(CAST(c.call_q850 AS TEXT), '') COLLATE "C" AS by_q850,
    c.call_sip_status AS by_sip_status,
    COALESCE(CAST(c.call_extension AS TEXT), '') COLLATE "C" AS by_extension,
    COALESCE(CAST(c.call_transfer_to AS TEXT), '') COLLATE "C" AS by_transfer_to,
    COALESCE(CAST(c.call_conference_to AS TEXT), '') COLLATE "C" AS by_conference_to,
    COALESCE(CAST(c.call_trunk AS TEXT), '') COLLATE "C" AS by_trunk,
    100 * (
      100 * DATE_PART('year', TO_TIMESTAMP(c.call_start / 1000) AT TIME ZONE 'Europe/Paris') + DATE_PART('month', TO_TIMESTAMP(c.call_start / 1000) AT TIME ZONE 'Europe/Paris')
    ) + DATE_PART('hour', TO_TIMESTAMP(c.call_start / 1000) AT TIME ZONE 'Europe/Paris') AS by_period,
    COUNT(*) AS sum_calls,
    COUNT(CASE WHEN c.call_answered = 1 THEN 1 END) AS sum_answered,
    SUM(c.call_duration) AS sum_duration,
    COALESCE(SUM(c.call_bill_duration), 0) AS sum_bill_duration,
    COALESCE(SUM(CASE WHEN c.call_answered = 1 THEN c.call_bill_duration END), 0) AS sum_talked,
    SUM(c.call_cost) AS sum_cost,
    COALESCE(SUM(c.call_transfer_duration), 0) AS sum_transfer_duration,
    COALESCE(SUM(c.call_conference_duration), 0) AS sum_conference_duration,
    SUM(c.call_transfer_cost) AS sum_transfer_cost,
    SUM(c.call_conference_cost) AS sum_conference_cost,
    COUNT(CASE WHEN c.call_transfer_to <> '' THEN 1 END) AS sum_transfers,
    COALESCE(SUM(c.call_agent_duration), 0) AS sum_agent_duration
  FROM calls AS c
  WHERE
    (
      c.call_destination IN (%(destination_1)s, '')
      AND CAST(c.call_destination AS TEXT) COLLATE "C" IN (%(destination_1)s, '')
      OR c.call_destination IS NULL
    )
    AND c.call_user_id IN (%(user_1)s, %(user_2)s)
    AND c.call_trunk_id IN (%(original_trunk_id_1)s, %(original_trunk_id_2)s)
    AND c.call_call_type IN (%(callsType_1)s, %(callsType_2)s)
    AND c.call_duration >= %(duration_1)s
    AND c.call_duration <> %(duration_2)s
    AND c.call_bill_duration >= %(bill_duration_1)s
    AND c.call_bill_duration <> %(bill_duration_2)s
    AND (
      c.call_destination LIKE %(destination_prefix_1)s
      AND CAST(c.call_destination AS TEXT) COLLATE "C" LIKE %(destination_prefix_1)s
      OR c.call_destination LIKE %(destination_prefix_2)s
      AND CAST(c.call_destination AS TEXT) COLLATE "C" LIKE %(destination_prefix_2)s
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
    13
), page AS (
  SELECT
    *
  FROM sums
  WHERE
    sum_calls >= %(having_1)s
    AND sum_answered >= %(having_2)s
    AND sum_duration >= %(having_3)s
    AND sum_bill_duration >= %(having_4)s
    AND sum_answered > 0
    AND 1000000000 * CAST(sum_talked AS DECIMAL) >= %(having_5)s * CAST(sum_answered AS DECIMAL)
    AND 100000000000 * CAST(sum_answered AS DECIMAL) >= %(having_6)s * CAST(sum_calls AS DECIMAL)
    AND 1000000 * sum_cost >= %(having_7)s
    AND sum_transfer_duration >= %(having_8)s
    AND sum_conference_duration >= %(having_9)s
    AND 1000000 * sum_transfer_cost >= %(having_10)s
    AND 1000000 * sum_conference_cost >= %(having_11)s
    AND sum_transfers >= %(having_12)s
    AND sum_agent_duration >= %(having_13)s
    AND sum_calls >= %(smallest_group)s
  ORDER BY
    sum_calls DESC,
    sum_answered DESC,
    sum_duration DESC,
    sum_bill_duration DESC,
    DIV(sum_talked, NULLIF(sum_answered, 0)) DESC NULLS LAST,
    CAST(sum_talked %% NULLIF(sum_answered, 0) AS DOUBLE PRECISION) / NULLIF(sum_answered, 0) DESC,
    CAST(sum_answered AS DOUBLE PRECISION) / sum_calls DESC,
    sum_cost DESC NULLS LAST,
    sum_transfer_duration DESC,
    sum_conference_duration DESC,
    sum_transfer_cost DESC NULLS LAST,
    sum_conference_cost DESC NULLS LAST,
    sum_transfers DESC,
    sum_agent_duration DESC,
    by_user_id DESC NULLS LAST,
    by_call_status DESC,
    by_duration DESC,
    by_hangup DESC,
    by_destination DESC,
    by_caller_id DESC,
    by_q850 DESC,
    by_sip_status DESC NULLS LAST,
    by_extension DESC,
    by_transfer_to DESC,
    by_conference_to DESC,
    by_trunk DESC,
    by_period
  LIMIT %(limit)s
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
  TO_CHAR(by_period, 'FM0000 00 00') AS period,
  sum_calls AS total,
  sum_answered AS successful,
  sum_duration AS call_duration,
  sum_bill_duration AS call_bill_duration,
  TRIM_SCALE(
    DIV(
      200 * sum_talked + CASE WHEN sum_talked < 0 THEN -sum_answered ELSE sum_answered END,
      NULLIF(2 * sum_answered, 0)
    ) * 0.01
  ) AS acd,
  TRIM_SCALE(DIV(20000 * sum_answered + sum_calls, 2 * sum_calls) * 0.01) AS asr,
  TRIM_SCALE(sum_cost) AS cost,
  sum_transfer_duration AS transfer_duration,
  sum_conference_duration AS conference_duration,
  TRIM_SCALE(sum_transfer_cost) AS transfer_cost,
  TRIM_SCALE(sum_conference_cost) AS conference_cost,
  sum_transfers AS total_transfer,
  sum_agent_duration AS call_agent_duration
FROM page
ORDER BY
  sum_calls DESC,
  sum_answered DESC,
  sum_duration DESC,
  sum_bill_duration DESC,
  DIV(sum_talked, NULLIF(sum_answered, 0)) DESC NULLS LAST,
  CAST(sum_talked %% NULLIF(sum_answered, 0) AS DOUBLE PRECISION) / NULLIF(sum_answered, 0) DESC,
  CAST(sum_answered AS DOUBLE PRECISION) / sum_calls DESC,
  sum_cost DESC NULLS LAST,
  sum_transfer_duration DESC,
  sum_conference_duration DESC,
  sum_transfer_cost DESC NULLS LAST,
  sum_conference_cost DESC NULLS LAST,
  sum_transfers DESC,
  sum_agent_duration DESC,
  by_user_id DESC NULLS LAST,
  by_call_status DESC,
  by_duration DESC,
  by_hangup DESC,
  by_destination DESC,
  by_caller_id DESC,
  by_q850 DESC,
  by_sip_status DESC NULLS LAST,
  by_extension DESC,
  by_transfer_to DESC,
  by_conference_to DESC,
  by_trunk DESC,
  by_period
