DROP INDEX "DM_REPORT"."item_popularity_key";
--> statement-breakpoint
DROP MATERIALIZED VIEW "DM_REPORT"."item_popularity";
--> statement-breakpoint
DROP VIEW "DM_REPORT"."rental";
--> statement-breakpoint
DROP POLICY "past_days" ON "DM_REPORT"."rental_day";
--> statement-breakpoint
DROP TABLE "DM_REPORT"."rental_day";
--> statement-breakpoint
DROP PROCEDURE "DM_REPORT"."count_day"(date);
--> statement-breakpoint
DROP FUNCTION "DM_REPORT"."note_moment"();
--> statement-breakpoint
DROP FUNCTION "DM_REPORT"."minutes_late"(timestamp without time zone, timestamp without time zone);
--> statement-breakpoint
DROP TYPE "DM_REPORT"."span";
--> statement-breakpoint
DROP DOMAIN "DM_REPORT"."share";
--> statement-breakpoint
DROP EXTENSION "pg_trgm";
--> statement-breakpoint
DROP SCHEMA "DM_REPORT";
--> statement-breakpoint
-- Memberships
REVOKE "${env}_dwh_dm_report_read" FROM "${env}_analyst";
--> statement-breakpoint
-- Dropped roles
DROP ROLE "${env}_dwh_dm_report_all";
DROP ROLE "${env}_dwh_dm_report_read";
DROP ROLE "${env}_dwh_dm_report_write";
