// User data taken apart: one table per parameter, one row per value, user and source.
import { boolean, integer, pgSchema, primaryKey, timestamp, varchar } from "drizzle-orm/pg-core";
import { annotate } from "dwh-definitions";

export const odsUserdata = pgSchema("ODS_USERDATA");

export const email = odsUserdata.table(
  "email",
  {
    email: varchar().notNull(),
    userId: integer("user_id").notNull(),
    source: varchar().notNull(),
    created: timestamp(),
    modified: timestamp(),
    isDeleted: boolean("is_deleted"),
  },
  (t) => [primaryKey({ columns: [t.email, t.userId], name: "email_pkey" })],
);

annotate(email, {
  columns: {
    email: { comment: "E-mail address by which the user can be reached" },
    userId: { comment: "User to whom the e-mail address belongs" },
    source: { comment: "Name of the source that supplied the e-mail address" },
    created: { comment: "When the source first supplied the e-mail address" },
    modified: { comment: "When the e-mail address was last changed by the source" },
    isDeleted: { comment: "True if the source has withdrawn the e-mail address" },
  },
});

export const phoneNumber = odsUserdata.table(
  "phone_number",
  {
    phoneNumber: varchar("phone_number").notNull(),
    userId: integer("user_id").notNull(),
    source: varchar().notNull(),
    created: timestamp(),
    modified: timestamp(),
    isDeleted: boolean("is_deleted"),
  },
  (t) => [primaryKey({ columns: [t.phoneNumber, t.userId], name: "phone_number_pkey" })],
);

annotate(phoneNumber, {
  columns: {
    phoneNumber: { comment: "Mobile phone number of the user" },
    userId: { comment: "User to whom the mobile number belongs" },
    source: { comment: "Name of the source that supplied the mobile number" },
    created: { comment: "When the source first supplied the mobile number" },
    modified: { comment: "When the mobile number was last changed by the source" },
    isDeleted: { comment: "True if the source has withdrawn the mobile number" },
  },
});

export const vkUsername = odsUserdata.table(
  "vk_username",
  {
    username: varchar().notNull(),
    userId: integer("user_id").notNull(),
    source: varchar().notNull(),
    created: timestamp(),
    modified: timestamp(),
    isDeleted: boolean("is_deleted"),
  },
  (t) => [primaryKey({ columns: [t.username, t.userId], name: "vk_username_pkey" })],
);

annotate(vkUsername, {
  columns: {
    username: { comment: "Username in the VK social network" },
    userId: { comment: "User to whom the VK username belongs" },
    source: { comment: "Name of the source that supplied the VK username" },
    created: { comment: "When the source first supplied the VK username" },
    modified: { comment: "When the VK username was last changed by the source" },
    isDeleted: { comment: "True if the source has withdrawn the VK username" },
  },
});

export const city = odsUserdata.table(
  "city",
  {
    city: varchar().notNull(),
    userId: integer("user_id").notNull(),
    source: varchar().notNull(),
    created: timestamp(),
    modified: timestamp(),
    isDeleted: boolean("is_deleted"),
  },
  (t) => [primaryKey({ columns: [t.city, t.userId], name: "city_pkey" })],
);

annotate(city, {
  columns: {
    city: { comment: "City in which the user lives" },
    userId: { comment: "User to whom the city of residence belongs" },
    source: { comment: "Name of the source that supplied the city of residence" },
    created: { comment: "When the source first supplied the city of residence" },
    modified: { comment: "When the city of residence was last changed by the source" },
    isDeleted: { comment: "True if the source has withdrawn the city of residence" },
  },
});

export const birthCity = odsUserdata.table(
  "birth_city",
  {
    city: varchar().notNull(),
    userId: integer("user_id").notNull(),
    source: varchar().notNull(),
    created: timestamp(),
    modified: timestamp(),
    isDeleted: boolean("is_deleted"),
  },
  (t) => [primaryKey({ columns: [t.city, t.userId], name: "birth_city_pkey" })],
);

annotate(birthCity, {
  columns: {
    city: { comment: "City in which the user was born" },
    userId: { comment: "User to whom the city of birth belongs" },
    source: { comment: "Name of the source that supplied the city of birth" },
    created: { comment: "When the source first supplied the city of birth" },
    modified: { comment: "When the city of birth was last changed by the source" },
    isDeleted: { comment: "True if the source has withdrawn the city of birth" },
  },
});

export const address = odsUserdata.table(
  "address",
  {
    address: varchar().notNull(),
    userId: integer("user_id").notNull(),
    source: varchar().notNull(),
    created: timestamp(),
    modified: timestamp(),
    isDeleted: boolean("is_deleted"),
  },
  (t) => [primaryKey({ columns: [t.address, t.userId], name: "address_pkey" })],
);

annotate(address, {
  columns: {
    address: { comment: "Postal address at which the user lives" },
    userId: { comment: "User to whom the home address belongs" },
    source: { comment: "Name of the source that supplied the home address" },
    created: { comment: "When the source first supplied the home address" },
    modified: { comment: "When the home address was last changed by the source" },
    isDeleted: { comment: "True if the source has withdrawn the home address" },
  },
});

export const gitHubUsername = odsUserdata.table(
  "git_hub_username",
  {
    username: varchar().notNull(),
    userId: integer("user_id").notNull(),
    source: varchar().notNull(),
    created: timestamp(),
    modified: timestamp(),
    isDeleted: boolean("is_deleted"),
  },
  (t) => [primaryKey({ columns: [t.username, t.userId], name: "git_hub_username_pkey" })],
);

annotate(gitHubUsername, {
  columns: {
    username: { comment: "Username on GitHub" },
    userId: { comment: "User to whom the GitHub username belongs" },
    source: { comment: "Name of the source that supplied the GitHub username" },
    created: { comment: "When the source first supplied the GitHub username" },
    modified: { comment: "When the GitHub username was last changed by the source" },
    isDeleted: { comment: "True if the source has withdrawn the GitHub username" },
  },
});

export const telegramUsername = odsUserdata.table(
  "telegram_username",
  {
    username: varchar().notNull(),
    userId: integer("user_id").notNull(),
    source: varchar().notNull(),
    created: timestamp(),
    modified: timestamp(),
    isDeleted: boolean("is_deleted"),
  },
  (t) => [primaryKey({ columns: [t.username, t.userId], name: "telegram_username_pkey" })],
);

annotate(telegramUsername, {
  columns: {
    username: { comment: "Username in Telegram, without the link around it" },
    userId: { comment: "User to whom the Telegram username belongs" },
    source: { comment: "Name of the source that supplied the Telegram username" },
    created: { comment: "When the source first supplied the Telegram username" },
    modified: { comment: "When the Telegram username was last changed by the source" },
    isDeleted: { comment: "True if the source has withdrawn the Telegram username" },
  },
});

export const homePhoneNumber = odsUserdata.table(
  "home_phone_number",
  {
    phoneNumber: varchar("phone_number").notNull(),
    userId: integer("user_id").notNull(),
    source: varchar().notNull(),
    created: timestamp(),
    modified: timestamp(),
    isDeleted: boolean("is_deleted"),
  },
  (t) => [primaryKey({ columns: [t.phoneNumber, t.userId], name: "home_phone_number_pkey" })],
);

annotate(homePhoneNumber, {
  columns: {
    phoneNumber: { comment: "Landline number at the user's home" },
    userId: { comment: "User to whom the landline number belongs" },
    source: { comment: "Name of the source that supplied the landline number" },
    created: { comment: "When the source first supplied the landline number" },
    modified: { comment: "When the landline number was last changed by the source" },
    isDeleted: { comment: "True if the source has withdrawn the landline number" },
  },
});

export const educationLevel = odsUserdata.table(
  "education_level",
  {
    level: varchar().notNull(),
    userId: integer("user_id").notNull(),
    source: varchar().notNull(),
    created: timestamp(),
    modified: timestamp(),
    isDeleted: boolean("is_deleted"),
  },
  (t) => [primaryKey({ columns: [t.level, t.userId], name: "education_level_pkey" })],
);

annotate(educationLevel, {
  columns: {
    level: { comment: "Degree being studied for, such as bachelor or master" },
    userId: { comment: "User to whom the level of education belongs" },
    source: { comment: "Name of the source that supplied the level of education" },
    created: { comment: "When the source first supplied the level of education" },
    modified: { comment: "When the level of education was last changed by the source" },
    isDeleted: { comment: "True if the source has withdrawn the level of education" },
  },
});

export const university = odsUserdata.table(
  "university",
  {
    university: varchar().notNull(),
    userId: integer("user_id").notNull(),
    source: varchar().notNull(),
    created: timestamp(),
    modified: timestamp(),
    isDeleted: boolean("is_deleted"),
  },
  (t) => [primaryKey({ columns: [t.university, t.userId], name: "university_pkey" })],
);

annotate(university, {
  columns: {
    university: { comment: "University at which the user studies or works" },
    userId: { comment: "User to whom the university belongs" },
    source: { comment: "Name of the source that supplied the university" },
    created: { comment: "When the source first supplied the university" },
    modified: { comment: "When the university was last changed by the source" },
    isDeleted: { comment: "True if the source has withdrawn the university" },
  },
});

export const faculty = odsUserdata.table(
  "faculty",
  {
    faculty: varchar().notNull(),
    userId: integer("user_id").notNull(),
    source: varchar().notNull(),
    created: timestamp(),
    modified: timestamp(),
    isDeleted: boolean("is_deleted"),
  },
  (t) => [primaryKey({ columns: [t.faculty, t.userId], name: "faculty_pkey" })],
);

annotate(faculty, {
  columns: {
    faculty: { comment: "Faculty to which the user belongs" },
    userId: { comment: "User to whom the faculty belongs" },
    source: { comment: "Name of the source that supplied the faculty" },
    created: { comment: "When the source first supplied the faculty" },
    modified: { comment: "When the faculty was last changed by the source" },
    isDeleted: { comment: "True if the source has withdrawn the faculty" },
  },
});

export const academicGroup = odsUserdata.table(
  "academic_group",
  {
    group: varchar().notNull(),
    userId: integer("user_id").notNull(),
    source: varchar().notNull(),
    created: timestamp(),
    modified: timestamp(),
    isDeleted: boolean("is_deleted"),
  },
  (t) => [primaryKey({ columns: [t.group, t.userId], name: "academic_group_pkey" })],
);

annotate(academicGroup, {
  columns: {
    group: { comment: "Number of the user's academic group" },
    userId: { comment: "User to whom the academic group belongs" },
    source: { comment: "Name of the source that supplied the academic group" },
    created: { comment: "When the source first supplied the academic group" },
    modified: { comment: "When the academic group was last changed by the source" },
    isDeleted: { comment: "True if the source has withdrawn the academic group" },
  },
});

export const position = odsUserdata.table(
  "position",
  {
    position: varchar().notNull(),
    userId: integer("user_id").notNull(),
    source: varchar().notNull(),
    created: timestamp(),
    modified: timestamp(),
    isDeleted: boolean("is_deleted"),
  },
  (t) => [primaryKey({ columns: [t.position, t.userId], name: "position_pkey" })],
);

annotate(position, {
  columns: {
    position: { comment: "Position the user holds at the university" },
    userId: { comment: "User to whom the position belongs" },
    source: { comment: "Name of the source that supplied the position" },
    created: { comment: "When the source first supplied the position" },
    modified: { comment: "When the position was last changed by the source" },
    isDeleted: { comment: "True if the source has withdrawn the position" },
  },
});

export const studentId = odsUserdata.table(
  "student_id",
  {
    studentId: varchar("student_id").notNull(),
    userId: integer("user_id").notNull(),
    source: varchar().notNull(),
    created: timestamp(),
    modified: timestamp(),
    isDeleted: boolean("is_deleted"),
  },
  (t) => [primaryKey({ columns: [t.studentId, t.userId], name: "student_id_pkey" })],
);

annotate(studentId, {
  columns: {
    studentId: { comment: "Number of the user's student card" },
    userId: { comment: "User to whom the student card number belongs" },
    source: { comment: "Name of the source that supplied the student card number" },
    created: { comment: "When the source first supplied the student card number" },
    modified: { comment: "When the student card number was last changed by the source" },
    isDeleted: { comment: "True if the source has withdrawn the student card number" },
  },
});

export const department = odsUserdata.table(
  "department",
  {
    department: varchar().notNull(),
    userId: integer("user_id").notNull(),
    source: varchar().notNull(),
    created: timestamp(),
    modified: timestamp(),
    isDeleted: boolean("is_deleted"),
  },
  (t) => [primaryKey({ columns: [t.department, t.userId], name: "department_pkey" })],
);

annotate(department, {
  columns: {
    department: { comment: "Department of the faculty to which the user belongs" },
    userId: { comment: "User to whom the department belongs" },
    source: { comment: "Name of the source that supplied the department" },
    created: { comment: "When the source first supplied the department" },
    modified: { comment: "When the department was last changed by the source" },
    isDeleted: { comment: "True if the source has withdrawn the department" },
  },
});

export const educationForm = odsUserdata.table(
  "education_form",
  {
    form: varchar().notNull(),
    userId: integer("user_id").notNull(),
    source: varchar().notNull(),
    created: timestamp(),
    modified: timestamp(),
    isDeleted: boolean("is_deleted"),
  },
  (t) => [primaryKey({ columns: [t.form, t.userId], name: "education_form_pkey" })],
);

annotate(educationForm, {
  columns: {
    form: { comment: "Form of study: full-time, part-time or evening" },
    userId: { comment: "User to whom the form of study belongs" },
    source: { comment: "Name of the source that supplied the form of study" },
    created: { comment: "When the source first supplied the form of study" },
    modified: { comment: "When the form of study was last changed by the source" },
    isDeleted: { comment: "True if the source has withdrawn the form of study" },
  },
});

export const fullName = odsUserdata.table(
  "full_name",
  {
    name: varchar().notNull(),
    userId: integer("user_id").notNull(),
    source: varchar().notNull(),
    created: timestamp(),
    modified: timestamp(),
    isDeleted: boolean("is_deleted"),
  },
  (t) => [primaryKey({ columns: [t.name, t.userId], name: "full_name_pkey" })],
);

annotate(fullName, {
  columns: {
    name: { comment: "Surname, first name and patronymic in one line" },
    userId: { comment: "User to whom the full name belongs" },
    source: { comment: "Name of the source that supplied the full name" },
    created: { comment: "When the source first supplied the full name" },
    modified: { comment: "When the full name was last changed by the source" },
    isDeleted: { comment: "True if the source has withdrawn the full name" },
  },
});

export const birthday = odsUserdata.table(
  "birthday",
  {
    birthday: timestamp().notNull(),
    userId: integer("user_id").notNull(),
    source: varchar().notNull(),
    created: timestamp(),
    modified: timestamp(),
    isDeleted: boolean("is_deleted"),
  },
  (t) => [primaryKey({ columns: [t.birthday, t.userId], name: "birthday_pkey" })],
);

annotate(birthday, {
  columns: {
    birthday: { comment: "Date of birth; the time of day carries no meaning" },
    userId: { comment: "User to whom the date of birth belongs" },
    source: { comment: "Name of the source that supplied the date of birth" },
    created: { comment: "When the source first supplied the date of birth" },
    modified: { comment: "When the date of birth was last changed by the source" },
    isDeleted: { comment: "True if the source has withdrawn the date of birth" },
  },
});

export const photo = odsUserdata.table(
  "photo",
  {
    url: varchar().notNull(),
    userId: integer("user_id").notNull(),
    source: varchar().notNull(),
    created: timestamp(),
    modified: timestamp(),
    isDeleted: boolean("is_deleted"),
  },
  (t) => [primaryKey({ columns: [t.url, t.userId], name: "photo_pkey" })],
);

annotate(photo, {
  columns: {
    url: { comment: "Link to a photo of the user" },
    userId: { comment: "User to whom the photo belongs" },
    source: { comment: "Name of the source that supplied the photo" },
    created: { comment: "When the source first supplied the photo" },
    modified: { comment: "When the photo was last changed by the source" },
    isDeleted: { comment: "True if the source has withdrawn the photo" },
  },
});

export const sex = odsUserdata.table(
  "sex",
  {
    gender: varchar().notNull(),
    userId: integer("user_id").notNull(),
    source: varchar().notNull(),
    created: timestamp(),
    modified: timestamp(),
    isDeleted: boolean("is_deleted"),
  },
  (t) => [primaryKey({ columns: [t.gender, t.userId], name: "sex_pkey" })],
);

annotate(sex, {
  columns: {
    gender: { comment: "Sex as the source states it" },
    userId: { comment: "User to whom the sex belongs" },
    source: { comment: "Name of the source that supplied the sex" },
    created: { comment: "When the source first supplied the sex" },
    modified: { comment: "When the sex was last changed by the source" },
    isDeleted: { comment: "True if the source has withdrawn the sex" },
  },
});

export const workplace = odsUserdata.table(
  "workplace",
  {
    workplace: varchar().notNull(),
    userId: integer("user_id").notNull(),
    source: varchar().notNull(),
    created: timestamp(),
    modified: timestamp(),
    isDeleted: boolean("is_deleted"),
  },
  (t) => [primaryKey({ columns: [t.workplace, t.userId], name: "workplace_pkey" })],
);

annotate(workplace, {
  columns: {
    workplace: { comment: "Organisation the user works for" },
    userId: { comment: "User to whom the employer belongs" },
    source: { comment: "Name of the source that supplied the employer" },
    created: { comment: "When the source first supplied the employer" },
    modified: { comment: "When the employer was last changed by the source" },
    isDeleted: { comment: "True if the source has withdrawn the employer" },
  },
});

export const workplaceAddress = odsUserdata.table(
  "workplace_address",
  {
    address: varchar().notNull(),
    userId: integer("user_id").notNull(),
    source: varchar().notNull(),
    created: timestamp(),
    modified: timestamp(),
    isDeleted: boolean("is_deleted"),
  },
  (t) => [primaryKey({ columns: [t.address, t.userId], name: "workplace_address_pkey" })],
);

annotate(workplaceAddress, {
  columns: {
    address: { comment: "Address of the user's place of work" },
    userId: { comment: "User to whom the work address belongs" },
    source: { comment: "Name of the source that supplied the work address" },
    created: { comment: "When the source first supplied the work address" },
    modified: { comment: "When the work address was last changed by the source" },
    isDeleted: { comment: "True if the source has withdrawn the work address" },
  },
});

export const rzd = odsUserdata.table(
  "rzd",
  {
    rzdNumber: varchar("rzd_number").notNull(),
    rzdStatus: varchar("rzd_status").notNull(),
    rzdDatetime: varchar("rzd_datetime").notNull(),
    userId: integer("user_id").notNull(),
    source: varchar().notNull(),
    created: timestamp(),
    modified: timestamp(),
    isDeleted: boolean("is_deleted"),
  },
  (t) => [primaryKey({ columns: [t.rzdNumber, t.userId], name: "rzd_pkey" })],
);

annotate(rzd, {
  columns: {
    rzdNumber: { comment: "Number of the user in the railway discount system" },
    rzdStatus: { comment: "State of the user's application for the railway student discount" },
    rzdDatetime: { comment: "When the discount record last changed, as text" },
    userId: { comment: "User to whom the railway discount record belongs" },
    source: { comment: "Name of the source that supplied the railway discount record" },
    created: { comment: "When the source first supplied the railway discount record" },
    modified: { comment: "When the railway discount record was last changed by the source" },
    isDeleted: { comment: "True if the source has withdrawn the railway discount record" },
  },
});

export const status = odsUserdata.table(
  "status",
  {
    status: varchar().notNull(),
    statusGainDate: varchar("status_gain_date").notNull(),
    userId: integer("user_id").notNull(),
    source: varchar().notNull(),
    created: timestamp(),
    modified: timestamp(),
    isDeleted: boolean("is_deleted"),
  },
  (t) => [primaryKey({ columns: [t.status, t.userId], name: "status_pkey" })],
);

annotate(status, {
  columns: {
    status: { comment: "Standing of the user in the union, such as member or expelled" },
    statusGainDate: { comment: "Date on which that standing began, as text" },
    userId: { comment: "User to whom the union status belongs" },
    source: { comment: "Name of the source that supplied the union status" },
    created: { comment: "When the source first supplied the union status" },
    modified: { comment: "When the union status was last changed by the source" },
    isDeleted: { comment: "True if the source has withdrawn the union status" },
  },
});

export const card = odsUserdata.table(
  "card",
  {
    cardId: varchar("card_id").notNull(),
    cardStatus: varchar("card_status").notNull(),
    cardDate: varchar("card_date").notNull(),
    cardNumber: varchar("card_number").notNull(),
    cardUser: varchar("card_user").notNull(),
    userId: integer("user_id").notNull(),
    source: varchar().notNull(),
    created: timestamp(),
    modified: timestamp(),
    isDeleted: boolean("is_deleted"),
  },
  (t) => [primaryKey({ columns: [t.cardId, t.userId], name: "card_pkey" })],
);

annotate(card, {
  columns: {
    cardId: { comment: "Identifier of the card in the union's register" },
    cardStatus: { comment: "State of the card, such as ordered or issued" },
    cardDate: { comment: "Date of the card's present state, as text" },
    cardNumber: { comment: "Number printed on the card" },
    cardUser: { comment: "Who handled the card in the register" },
    userId: { comment: "User to whom the union card belongs" },
    source: { comment: "Name of the source that supplied the union card" },
    created: { comment: "When the source first supplied the union card" },
    modified: { comment: "When the union card was last changed by the source" },
    isDeleted: { comment: "True if the source has withdrawn the union card" },
  },
});
