DROP TABLE "SHOP"."newest";
--> statement-breakpoint
CREATE VIEW "SHOP"."newest" AS (select "id" from "SHOP"."orders");
--> statement-breakpoint
-- Grants: SHOP
GRANT SELECT ON TABLE "SHOP"."newest" TO "${env}_shop_read";
