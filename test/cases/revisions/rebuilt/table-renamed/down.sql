DROP VIEW "SHOP"."ids_again";
--> statement-breakpoint
DROP VIEW "SHOP"."ids";
--> statement-breakpoint
ALTER TABLE "SHOP"."sales" RENAME TO "orders";
--> statement-breakpoint
ALTER TABLE "SHOP"."orders" RENAME CONSTRAINT "sales_pkey" TO "orders_pkey";
--> statement-breakpoint
CREATE VIEW "SHOP"."ids" AS (select "id" from "SHOP"."orders");
--> statement-breakpoint
CREATE VIEW "SHOP"."ids_again" AS (select "id" from "SHOP"."ids");
--> statement-breakpoint
-- Grants: SHOP
GRANT SELECT ON TABLE "SHOP"."ids", "SHOP"."ids_again" TO "${env}_shop_read";
