DROP VIEW "SHOP"."ids_again";
--> statement-breakpoint
DROP VIEW "SHOP"."ids";
--> statement-breakpoint
ALTER TABLE "SHOP"."orders" RENAME TO "sales";
--> statement-breakpoint
ALTER TABLE "SHOP"."sales" RENAME CONSTRAINT "orders_pkey" TO "sales_pkey";
--> statement-breakpoint
CREATE VIEW "SHOP"."ids" AS (select "id" from "SHOP"."sales");
--> statement-breakpoint
CREATE VIEW "SHOP"."ids_again" AS (select "id" from "SHOP"."ids");
--> statement-breakpoint
-- Grants: SHOP
GRANT SELECT ON TABLE "SHOP"."ids", "SHOP"."ids_again" TO "${env}_shop_read";
