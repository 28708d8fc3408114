-- Roles
CREATE ROLE "${env}_dwh_dm_report_all";
CREATE ROLE "${env}_dwh_dm_report_read";
CREATE ROLE "${env}_dwh_dm_report_write";
--> statement-breakpoint
CREATE SCHEMA "DM_REPORT";
--> statement-breakpoint
CREATE EXTENSION "pg_trgm" SCHEMA "public";
--> statement-breakpoint
COMMENT ON EXTENSION "pg_trgm" IS 'Names that are alike';
--> statement-breakpoint
CREATE DOMAIN "DM_REPORT"."share" AS numeric(5,4) CONSTRAINT "share_between" CHECK (VALUE BETWEEN 0 AND 1);
--> statement-breakpoint
COMMENT ON DOMAIN "DM_REPORT"."share" IS 'A part of a whole';
--> statement-breakpoint
CREATE TYPE "DM_REPORT"."span" AS ("begins" timestamp, "ends" timestamp);
--> statement-breakpoint
CREATE TABLE "DM_REPORT"."rental_day" (
	"day" date,
	"item_name" text,
	"rentals" integer NOT NULL,
	"late_share" "DM_REPORT".share,
	"busiest" "DM_REPORT".span,
	"noted" timestamp DEFAULT now() NOT NULL,
	CONSTRAINT "rental_day_pkey" PRIMARY KEY("day","item_name")
) PARTITION BY RANGE ("day");
--> statement-breakpoint
ALTER TABLE "DM_REPORT"."rental_day" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE INDEX "rental_day_item_name_index" ON "DM_REPORT"."rental_day" USING gin ("item_name" public.gin_trgm_ops);
--> statement-breakpoint
CREATE FUNCTION "DM_REPORT"."minutes_late"("due" timestamp, "came" timestamp) RETURNS integer LANGUAGE sql IMMUTABLE RETURN greatest(0, extract(epoch FROM came - due) / 60)::integer;
--> statement-breakpoint
COMMENT ON FUNCTION "DM_REPORT"."minutes_late"(timestamp without time zone, timestamp without time zone) IS 'How late something came back';
--> statement-breakpoint
CREATE VIEW "DM_REPORT"."rental" WITH (security_barrier = true) AS (SELECT "DWH_RENTAL"."rental_session"."api_id" AS session_id, "DWH_RENTAL"."rental_session"."user_id", "DWH_RENTAL"."item_type"."name" AS item_name, "DWH_RENTAL"."rental_session"."start_ts",
      "DM_REPORT"."minutes_late"("DWH_RENTAL"."rental_session"."end_ts", "DWH_RENTAL"."rental_session"."actual_return_ts") AS minutes_late
    FROM "DWH_RENTAL"."rental_session"
    JOIN "DWH_RENTAL"."item" ON "DWH_RENTAL"."item"."api_id" = "DWH_RENTAL"."rental_session"."item_id" AND "DWH_RENTAL"."item"."valid_to_dt" IS NULL
    JOIN "DWH_RENTAL"."item_type" ON "DWH_RENTAL"."item_type"."api_id" = "DWH_RENTAL"."item"."type_id" AND "DWH_RENTAL"."item_type"."valid_to_dt" IS NULL
    WHERE "DWH_RENTAL"."rental_session"."valid_to_dt" IS NULL);
--> statement-breakpoint
CREATE MATERIALIZED VIEW "DM_REPORT"."item_popularity" AS (SELECT item_name, count(*) AS rentals FROM "DM_REPORT"."rental" GROUP BY item_name);
--> statement-breakpoint
CREATE POLICY "past_days" ON "DM_REPORT"."rental_day" AS PERMISSIVE FOR SELECT TO public USING ("DM_REPORT"."rental_day"."day" <= current_date);
--> statement-breakpoint
CREATE FUNCTION "DM_REPORT"."note_moment"() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN NEW.noted := now(); RETURN NEW; END
$body$;
--> statement-breakpoint
CREATE PROCEDURE "DM_REPORT"."count_day"("counted" date) LANGUAGE plpgsql AS $body$
BEGIN
  DELETE FROM "DM_REPORT"."rental_day" WHERE day = counted;
  INSERT INTO "DM_REPORT"."rental_day" (day, item_name, rentals, late_share)
  SELECT counted, item_name, count(*), avg((minutes_late > 0)::integer) FROM "DM_REPORT"."rental"
  WHERE start_ts >= counted AND start_ts < counted + 1 GROUP BY item_name;
END
$body$;
--> statement-breakpoint
COMMENT ON PROCEDURE "DM_REPORT"."count_day"(date) IS 'Counts the rentals of a day anew';
--> statement-breakpoint
CREATE UNIQUE INDEX "item_popularity_key" ON "DM_REPORT"."item_popularity" ("item_name");
--> statement-breakpoint
CREATE TRIGGER "noted" BEFORE UPDATE ON "DM_REPORT"."rental_day" FOR EACH ROW EXECUTE FUNCTION "DM_REPORT"."note_moment"();
--> statement-breakpoint
-- Comments
COMMENT ON MATERIALIZED VIEW "DM_REPORT"."item_popularity" IS 'How often things are rented';
COMMENT ON COLUMN "DM_REPORT"."item_popularity"."item_name" IS 'What the thing is called in the catalogue';
COMMENT ON COLUMN "DM_REPORT"."item_popularity"."rentals" IS 'How often it was rented';
COMMENT ON VIEW "DM_REPORT"."rental" IS 'Rentals as they are now';
COMMENT ON COLUMN "DM_REPORT"."rental"."item_name" IS 'What the thing is called in the catalogue';
COMMENT ON COLUMN "DM_REPORT"."rental"."minutes_late" IS 'How late it came back';
COMMENT ON COLUMN "DM_REPORT"."rental"."session_id" IS 'Identifier of the rental in the rental service';
COMMENT ON COLUMN "DM_REPORT"."rental"."start_ts" IS 'When the member received it';
COMMENT ON COLUMN "DM_REPORT"."rental"."user_id" IS 'Member who rents';
COMMENT ON TABLE "DM_REPORT"."rental_day" IS 'Rentals of each day; dwh partitions makes the months';
COMMENT ON COLUMN "DM_REPORT"."rental_day"."busiest" IS 'From when to when most were out';
COMMENT ON COLUMN "DM_REPORT"."rental_day"."day" IS 'The day on which they began';
COMMENT ON COLUMN "DM_REPORT"."rental_day"."item_name" IS 'What the thing is called in the catalogue';
COMMENT ON COLUMN "DM_REPORT"."rental_day"."late_share" IS 'Which part of them came back late';
COMMENT ON COLUMN "DM_REPORT"."rental_day"."noted" IS 'When the row was counted';
COMMENT ON COLUMN "DM_REPORT"."rental_day"."rentals" IS 'How many there were';
--> statement-breakpoint
-- Grants: DM_REPORT
GRANT USAGE ON SCHEMA "DM_REPORT" TO
  "${env}_dwh_dm_report_all",
  "${env}_dwh_dm_report_read",
  "${env}_dwh_dm_report_write";
GRANT ALL ON TABLE "DM_REPORT"."rental_day" TO "${env}_dwh_dm_report_all";
GRANT SELECT ON TABLE
  "DM_REPORT"."item_popularity",
  "DM_REPORT"."rental"
TO
  "${env}_dwh_dm_report_all",
  "${env}_dwh_dm_report_write";
GRANT SELECT ON TABLE
  "DM_REPORT"."item_popularity",
  "DM_REPORT"."rental",
  "DM_REPORT"."rental_day"
TO "${env}_dwh_dm_report_read";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE "DM_REPORT"."rental_day" TO "${env}_dwh_dm_report_write";
--> statement-breakpoint
-- Memberships
GRANT "${env}_dwh_dm_report_read" TO "${env}_analyst";
