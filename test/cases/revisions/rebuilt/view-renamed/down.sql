ALTER VIEW "SHOP"."amounts" RENAME TO "totals";
--> statement-breakpoint
DROP VIEW "SHOP"."copies";
--> statement-breakpoint
DROP VIEW "SHOP"."totals";
--> statement-breakpoint
ALTER TABLE "SHOP"."orders" ALTER COLUMN "total" SET DATA TYPE integer USING "total"::integer;
--> statement-breakpoint
CREATE VIEW "SHOP"."totals" AS (select "total" from "SHOP"."orders");
--> statement-breakpoint
CREATE VIEW "SHOP"."copies" AS (select "total" from "SHOP"."totals");
--> statement-breakpoint
-- Grants: SHOP
GRANT SELECT ON TABLE "SHOP"."copies", "SHOP"."totals" TO "${env}_shop_read";
