DROP VIEW "SHOP"."totals";
--> statement-breakpoint
ALTER TABLE "SHOP"."orders" DROP COLUMN "gross";
--> statement-breakpoint
ALTER TABLE "SHOP"."orders" ADD COLUMN "gross" integer GENERATED ALWAYS AS (net * 119 / 100) STORED;
--> statement-breakpoint
CREATE VIEW "SHOP"."totals" AS (select "gross" from "SHOP"."orders");
--> statement-breakpoint
-- Grants: SHOP
GRANT SELECT ("gross") ON TABLE "SHOP"."orders" TO "${env}_bi";
