// One row per person: profile, encrypted profile and union card.
import { bytea, index, pgSchema, serial, varchar } from "drizzle-orm/pg-core";
import { annotate } from "dwh-definitions";

export const dwhUserInfo = pgSchema("DWH_USER_INFO");

export const info = dwhUserInfo.table(
  "info",
  {
    userId: serial("user_id").primaryKey(),
    email: varchar(),
    phoneNumber: varchar("phone_number"),
    vkName: varchar("vk_name"),
    city: varchar(),
    hometown: varchar(),
    location: varchar(),
    githubName: varchar("github_name"),
    telegramName: varchar("telegram_name"),
    homePhoneNumber: varchar("home_phone_number"),
    educationLevel: varchar("education_level"),
    university: varchar(),
    group: varchar(),
    faculty: varchar(),
    position: varchar(),
    studentIdNumber: varchar("student_id_number"),
    department: varchar(),
    modeOfStudy: varchar("mode_of_study"),
    fullName: varchar("full_name"),
    birthDate: varchar("birth_date"),
    photo: varchar(),
    sex: varchar(),
    job: varchar(),
    workLocation: varchar("work_location"),
  },
  (t) => [index("info_user_id_idx").on(t.userId)],
);

annotate(info, {
  columns: {
    email: { comment: "E-mail address for contact" },
    phoneNumber: { comment: "Mobile phone number" },
    vkName: { comment: "Username in the VK social network" },
    city: { comment: "City of residence" },
    hometown: { comment: "City of birth" },
    location: { comment: "Home address" },
    githubName: { comment: "Username on GitHub" },
    telegramName: { comment: "Username in Telegram" },
    homePhoneNumber: { comment: "Landline number at home" },
    educationLevel: { comment: "Degree being studied for, such as bachelor or master" },
    university: { comment: "University of study or work" },
    group: { comment: "Number of the academic group" },
    faculty: { comment: "Faculty to which the person belongs" },
    position: { comment: "Position held at the university" },
    studentIdNumber: { comment: "Number of the student card" },
    department: { comment: "Department of the faculty" },
    modeOfStudy: { comment: "Form of study: full-time, part-time or evening" },
    fullName: { comment: "Surname, first name and patronymic in one line" },
    birthDate: { comment: "Date of birth, as text" },
    photo: { comment: "Link to a photo of the person" },
    sex: { comment: "Sex as stated in the profile" },
    job: { comment: "Organisation the person works for" },
    workLocation: { comment: "Address of the place of work" },
  },
});

export const encryptedInfo = dwhUserInfo.table(
  "encrypted_info",
  {
    userId: serial("user_id").primaryKey(),
    email: bytea(),
    phoneNumber: bytea("phone_number"),
    vkName: bytea("vk_name"),
    city: bytea(),
    hometown: bytea(),
    location: bytea(),
    githubName: bytea("github_name"),
    telegramName: bytea("telegram_name"),
    homePhoneNumber: bytea("home_phone_number"),
    educationLevel: bytea("education_level"),
    university: bytea(),
    group: bytea(),
    faculty: bytea(),
    position: bytea(),
    studentIdNumber: bytea("student_id_number"),
    department: bytea(),
    modeOfStudy: bytea("mode_of_study"),
    fullName: bytea("full_name"),
    birthDate: bytea("birth_date"),
    photo: bytea(),
    sex: bytea(),
    job: bytea(),
    workLocation: bytea("work_location"),
  },
  (t) => [index("encrypted_info_user_id_idx").on(t.userId)],
);

annotate(encryptedInfo, {
  columns: {
    email: { comment: "E-mail address for contact, encrypted" },
    phoneNumber: { comment: "Mobile phone number, encrypted" },
    vkName: { comment: "Username in the VK social network, encrypted" },
    city: { comment: "City of residence, encrypted" },
    hometown: { comment: "City of birth, encrypted" },
    location: { comment: "Home address, encrypted" },
    githubName: { comment: "Username on GitHub, encrypted" },
    telegramName: { comment: "Username in Telegram, encrypted" },
    homePhoneNumber: { comment: "Landline number at home, encrypted" },
    educationLevel: { comment: "Degree being studied for, encrypted" },
    university: { comment: "University of study or work, encrypted" },
    group: { comment: "Number of the academic group, encrypted" },
    faculty: { comment: "Faculty to which the person belongs, encrypted" },
    position: { comment: "Position held at the university, encrypted" },
    studentIdNumber: { comment: "Number of the student card, encrypted" },
    department: { comment: "Department of the faculty, encrypted" },
    modeOfStudy: { comment: "Form of study, encrypted" },
    fullName: { comment: "Surname, first name and patronymic, encrypted" },
    birthDate: { comment: "Date of birth, encrypted" },
    photo: { comment: "Link to a photo of the person, encrypted" },
    sex: { comment: "Sex as stated in the profile, encrypted" },
    job: { comment: "Organisation the person works for, encrypted" },
    workLocation: { comment: "Address of the place of work, encrypted" },
  },
});

export const unionMember = dwhUserInfo.table(
  "union_member",
  {
    id: serial().primaryKey(),
    fullName: varchar("full_name"),
    cardStatus: varchar("card_status"),
    cardDate: varchar("card_date"),
    cardNumber: varchar("card_number"),
  },
  (t) => [index("union_member_id_idx").on(t.id)],
);

annotate(unionMember, {
  columns: {
    fullName: { comment: "Surname, first name and patronymic of the union member" },
    cardStatus: { comment: "State of the member's union card, such as ordered or issued" },
    cardDate: { comment: "Date of the card's present state, as text" },
    cardNumber: { comment: "Number printed on the member's union card" },
  },
});
