DROP VIEW "SHOP"."last_phones";
--> statement-breakpoint
DROP VIEW "SHOP"."order_ids";
--> statement-breakpoint
DROP VIEW "SHOP"."phones";
--> statement-breakpoint
DROP TABLE "SHOP"."clients";
--> statement-breakpoint
DROP TABLE "SHOP"."orders";
--> statement-breakpoint
DROP SCHEMA "SHOP";
--> statement-breakpoint
-- Dropped roles
DROP ROLE "${env}_sensitive_shop_read";
DROP ROLE "${env}_sensitive_shop_write";
DROP ROLE "${env}_shop_read";
DROP ROLE "${env}_shop_write";
