DROP VIEW "SHOP"."states";
--> statement-breakpoint
ALTER TABLE "SHOP"."orders" ALTER COLUMN "state" SET DATA TYPE text;
--> statement-breakpoint
DROP TYPE "SHOP"."state";
--> statement-breakpoint
CREATE TYPE "SHOP"."state" AS ENUM('new', 'lost');
--> statement-breakpoint
ALTER TABLE "SHOP"."orders" ALTER COLUMN "state" SET DATA TYPE "SHOP"."state" USING "state"::"SHOP"."state";
--> statement-breakpoint
CREATE VIEW "SHOP"."states" AS (select "state" from "SHOP"."orders");
--> statement-breakpoint
-- Grants: SHOP
GRANT SELECT ON TABLE "SHOP"."states" TO "${env}_shop_read";
