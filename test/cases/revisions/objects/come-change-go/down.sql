CREATE TYPE "SHOP"."mood" AS ENUM('good', 'bad');
--> statement-breakpoint
CREATE SEQUENCE "SHOP"."numbers" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;
--> statement-breakpoint
ALTER SEQUENCE "SHOP"."tickets" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;
--> statement-breakpoint
ALTER TABLE "SHOP"."orders" DROP CONSTRAINT "orders_note_key";
--> statement-breakpoint
DROP INDEX "SHOP"."orders_note_index";
--> statement-breakpoint
DROP TYPE "SHOP"."state";
--> statement-breakpoint
CREATE TYPE "SHOP"."state" AS ENUM('new', 'paid');
--> statement-breakpoint
ALTER TABLE "SHOP"."orders" ALTER COLUMN "note" DROP DEFAULT;
--> statement-breakpoint
DROP TYPE "SHOP"."color";
--> statement-breakpoint
DROP SEQUENCE "SHOP"."bills";
--> statement-breakpoint
-- Grants: SHOP
GRANT USAGE ON SEQUENCE "SHOP"."numbers" TO "${env}_importer";
GRANT ALL ON TYPE "SHOP"."mood", "SHOP"."state" TO "${env}_importer";
