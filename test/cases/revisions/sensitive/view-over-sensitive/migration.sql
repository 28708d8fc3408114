-- Roles
CREATE ROLE "${env}_sensitive_shop_read";
CREATE ROLE "${env}_sensitive_shop_write";
CREATE ROLE "${env}_shop_read";
CREATE ROLE "${env}_shop_write";
--> statement-breakpoint
CREATE SCHEMA "SHOP";
--> statement-breakpoint
CREATE TABLE "SHOP"."clients" (
	"id" integer PRIMARY KEY,
	"phone" varchar
);
--> statement-breakpoint
CREATE TABLE "SHOP"."orders" (
	"id" integer PRIMARY KEY,
	"client" integer
);
--> statement-breakpoint
CREATE VIEW "SHOP"."phones" AS (select "phone" from "SHOP"."clients");
--> statement-breakpoint
CREATE VIEW "SHOP"."last_phones" AS (select "phone" from "SHOP"."phones");
--> statement-breakpoint
CREATE VIEW "SHOP"."order_ids" AS (select "id" from "SHOP"."orders");
--> statement-breakpoint
-- Grants: SHOP
GRANT USAGE ON SCHEMA "SHOP" TO
  "${env}_sensitive_shop_read",
  "${env}_sensitive_shop_write",
  "${env}_shop_read",
  "${env}_shop_write";
GRANT SELECT ON TABLE
  "SHOP"."clients",
  "SHOP"."last_phones",
  "SHOP"."phones"
TO "${env}_sensitive_shop_read";
GRANT SELECT ON TABLE "SHOP"."last_phones", "SHOP"."phones" TO "${env}_sensitive_shop_write";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE "SHOP"."clients" TO "${env}_sensitive_shop_write";
GRANT SELECT ON TABLE "SHOP"."order_ids", "SHOP"."orders" TO "${env}_shop_read";
GRANT SELECT ON TABLE "SHOP"."order_ids" TO "${env}_shop_write";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLE "SHOP"."orders" TO "${env}_shop_write";
