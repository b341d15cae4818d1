import { words } from "./format.ts";

/** The kinds of docs/sensitive-data.md that are found by their looks. */
const KINDS = [
  "payment_card",
  "iban",
  "email",
  "phone",
  "us_ssn",
  "uk_nhs",
  "uk_nino",
  "ca_sin",
  "br_cpf",
  "br_cnpj",
  "in_aadhaar",
  "in_pan",
  "es_nif",
  "it_fiscal_code",
  "fr_nir",
  "de_tax_id",
  "pl_pesel",
  "nl_bsn",
  "se_personnummer",
  "au_tfn",
  "au_medicare",
  "date_of_birth",
  "jwt",
  "api_key",
  "private_key",
  "credentials",
  "url_user_info",
  "crypto_wallet",
  "vin",
  "ip_address",
  "mac_address",
];

/** Each kind with its words. */
export const SENSITIVE_KINDS: readonly (readonly [kind: string, title: string])[] = KINDS.map((kind) => [kind, words(kind)]);
