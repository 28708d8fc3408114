CREATE TYPE "SHOP"."color" AS ENUM('red');
--> statement-breakpoint
ALTER TYPE "SHOP"."state" ADD VALUE 'lost';
--> statement-breakpoint
CREATE SEQUENCE "SHOP"."bills" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;
--> statement-breakpoint
ALTER SEQUENCE "SHOP"."tickets" INCREMENT BY 10 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;
--> statement-breakpoint
ALTER TABLE "SHOP"."orders" ALTER COLUMN "note" SET DEFAULT 'none';
--> statement-breakpoint
ALTER TABLE "SHOP"."orders" ADD CONSTRAINT "orders_note_key" UNIQUE("note");
--> statement-breakpoint
CREATE INDEX "orders_note_index" ON "SHOP"."orders" ("note");
--> statement-breakpoint
DROP TYPE "SHOP"."mood";
--> statement-breakpoint
DROP SEQUENCE "SHOP"."numbers";
--> statement-breakpoint
-- Grants: SHOP
GRANT USAGE ON SEQUENCE "SHOP"."bills" TO "${env}_importer";
GRANT ALL ON TYPE "SHOP"."color" TO "${env}_importer";
