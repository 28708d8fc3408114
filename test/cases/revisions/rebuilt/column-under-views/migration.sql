DROP MATERIALIZED VIEW "SHOP"."copies";
--> statement-breakpoint
DROP VIEW "SHOP"."totals";
--> statement-breakpoint
ALTER TABLE "SHOP"."orders" ALTER COLUMN "total" SET DATA TYPE bigint USING "total"::bigint;
--> statement-breakpoint
CREATE VIEW "SHOP"."totals" WITH (security_barrier = true) AS (select "total" from "SHOP"."orders");
--> statement-breakpoint
CREATE MATERIALIZED VIEW "SHOP"."copies" AS (select "total" from "SHOP"."totals");
--> statement-breakpoint
-- Grants: SHOP
GRANT SELECT ON TABLE "SHOP"."copies", "SHOP"."totals" TO "${env}_shop_read";
