ALTER VIEW "SHOP"."totals" RENAME TO "amounts";
--> statement-breakpoint
DROP VIEW "SHOP"."copies";
--> statement-breakpoint
DROP VIEW "SHOP"."amounts";
--> statement-breakpoint
ALTER TABLE "SHOP"."orders" ALTER COLUMN "total" SET DATA TYPE bigint USING "total"::bigint;
--> statement-breakpoint
CREATE VIEW "SHOP"."amounts" AS (select "total" from "SHOP"."orders");
--> statement-breakpoint
CREATE VIEW "SHOP"."copies" AS (select "total" from "SHOP"."amounts");
--> statement-breakpoint
-- Grants: SHOP
GRANT SELECT ON TABLE "SHOP"."amounts", "SHOP"."copies" TO "${env}_shop_read";
