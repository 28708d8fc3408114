DROP TABLE "SHOP"."people";
