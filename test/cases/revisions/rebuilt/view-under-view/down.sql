DROP VIEW "SHOP"."a_last";
--> statement-breakpoint
DROP VIEW "SHOP"."big";
--> statement-breakpoint
DROP VIEW "SHOP"."paid";
--> statement-breakpoint
CREATE VIEW "SHOP"."paid" AS (select "id", "total" from "SHOP"."orders" where "SHOP"."orders"."paid" = true);
--> statement-breakpoint
CREATE VIEW "SHOP"."big" AS (select "id" from "SHOP"."paid");
--> statement-breakpoint
CREATE VIEW "SHOP"."a_last" AS (select "id" from "SHOP"."big");
--> statement-breakpoint
-- Grants: SHOP
GRANT SELECT ON TABLE "SHOP"."a_last", "SHOP"."big", "SHOP"."paid" TO "${env}_shop_read";
