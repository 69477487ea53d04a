/** What the browser already knows about a company that is about to be set up. */
import { isLanguage, type Language } from '@/lib/i18n';

/** Countries by time zone, for the zones that most people live in; the browser's region is asked first. */
const REGION_OF_ZONE: Record<string, string> = {
  'Africa/Algiers': 'DZ', 'Africa/Cairo': 'EG', 'Africa/Casablanca': 'MA', 'Africa/Johannesburg': 'ZA', 'Africa/Khartoum': 'SD',
  'Africa/Lagos': 'NG', 'Africa/Nairobi': 'KE', 'Africa/Tripoli': 'LY', 'Africa/Tunis': 'TN', 'America/Argentina/Buenos_Aires': 'AR',
  'America/Bogota': 'CO', 'America/Chicago': 'US', 'America/Denver': 'US', 'America/Los_Angeles': 'US', 'America/Mexico_City': 'MX',
  'America/New_York': 'US', 'America/Sao_Paulo': 'BR', 'America/Toronto': 'CA', 'America/Vancouver': 'CA', 'Asia/Amman': 'JO',
  'Asia/Baghdad': 'IQ', 'Asia/Bahrain': 'BH', 'Asia/Beirut': 'LB', 'Asia/Calcutta': 'IN', 'Asia/Damascus': 'SY', 'Asia/Dubai': 'AE',
  'Asia/Hong_Kong': 'HK', 'Asia/Jakarta': 'ID', 'Asia/Jerusalem': 'IL', 'Asia/Karachi': 'PK', 'Asia/Kolkata': 'IN', 'Asia/Kuwait': 'KW',
  'Asia/Manila': 'PH', 'Asia/Muscat': 'OM', 'Asia/Qatar': 'QA', 'Asia/Riyadh': 'SA', 'Asia/Seoul': 'KR', 'Asia/Shanghai': 'CN',
  'Asia/Singapore': 'SG', 'Asia/Tokyo': 'JP', 'Australia/Melbourne': 'AU', 'Australia/Sydney': 'AU', 'Europe/Amsterdam': 'NL',
  'Europe/Athens': 'GR', 'Europe/Berlin': 'DE', 'Europe/Brussels': 'BE', 'Europe/Dublin': 'IE', 'Europe/Istanbul': 'TR',
  'Europe/Lisbon': 'PT', 'Europe/London': 'GB', 'Europe/Madrid': 'ES', 'Europe/Moscow': 'RU', 'Europe/Paris': 'FR', 'Europe/Rome': 'IT',
  'Europe/Stockholm': 'SE', 'Europe/Vienna': 'AT', 'Europe/Warsaw': 'PL', 'Europe/Zurich': 'CH', 'Pacific/Auckland': 'NZ',
};

const EURO = 'AD AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MC ME MT NL PT SI SK SM VA XK'.split(' ');

const CURRENCY_OF: Record<string, string> = {
  ...Object.fromEntries(EURO.map((region) => [region, 'EUR'])),
  AE: 'AED', AR: 'ARS', AU: 'AUD', BH: 'BHD', BR: 'BRL', CA: 'CAD', CH: 'CHF', CN: 'CNY', CO: 'COP', CZ: 'CZK', DK: 'DKK', DZ: 'DZD',
  EG: 'EGP', GB: 'GBP', HK: 'HKD', HU: 'HUF', ID: 'IDR', IL: 'ILS', IN: 'INR', IQ: 'IQD', JO: 'JOD', JP: 'JPY', KE: 'KES', KR: 'KRW',
  KW: 'KWD', LB: 'LBP', LY: 'LYD', MA: 'MAD', MX: 'MXN', MY: 'MYR', NG: 'NGN', NO: 'NOK', NZ: 'NZD', OM: 'OMR', PH: 'PHP', PK: 'PKR',
  PL: 'PLN', QA: 'QAR', RO: 'RON', RU: 'RUB', SA: 'SAR', SD: 'SDG', SE: 'SEK', SG: 'SGD', SY: 'SYP', TH: 'THB', TN: 'TND', TR: 'TRY',
  UA: 'UAH', US: 'USD', VN: 'VND', YE: 'YER', ZA: 'ZAR',
};

/** Where the fiscal year does not usually begin in January. */
const FISCAL_YEAR_OF: Record<string, string> = {
  AU: 'july', CA: 'january', EG: 'july', GB: 'april', HK: 'april', IN: 'april', JP: 'april', KE: 'july', KW: 'april', NZ: 'april', PK: 'july',
  QA: 'january', SG: 'january', ZA: 'march',
};

const REGIONS =
  'AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN CO CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FR GA GB GD GE GH GM GN GQ GR GT GW GY HK HN HR HT HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KM KN KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MK ML MM MN MO MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NZ OM PA PE PG PH PK PL PR PS PT PY QA RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TW TZ UA UG US UY UZ VA VC VE VN VU WS YE ZA ZM ZW'.split(
    ' ',
  );

export interface Defaults {
  location: string;
  base_currency: string;
  timezone: string;
  language: Language;
  fiscal_year: string;
}

/** A proposal from the browser's zone, region and language. */
export function proposeDefaults(zone: string, languages: readonly string[], screen: Language): Defaults {
  const regions = languages.map((tag) => {
    try {
      return new Intl.Locale(tag).region;
    } catch {
      return undefined;
    }
  });
  const location = REGION_OF_ZONE[zone] ?? regions.find((region): region is string => region !== undefined && REGIONS.includes(region)) ?? 'US';
  return {
    location,
    base_currency: CURRENCY_OF[location] ?? 'USD',
    timezone: zone,
    language: isLanguage(screen) ? screen : 'en',
    fiscal_year: FISCAL_YEAR_OF[location] ?? 'january',
  };
}

export function currencyOf(location: string): string | undefined {
  return CURRENCY_OF[location];
}

export function fiscalYearOf(location: string): string {
  return FISCAL_YEAR_OF[location] ?? 'january';
}

export function zones(): string[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone')];
}

/** Countries by name in the language of the screen. */
export function countryOptions(language: string): { value: string; label: string }[] {
  const names = new Intl.DisplayNames(language, { type: 'region' });
  return REGIONS.map((value) => ({ value, label: names.of(value) ?? value })).sort((a, b) => a.label.localeCompare(b.label, language));
}

/** ISO 4217's currencies that the browser knows, as `USD · US Dollar`. */
export function currencyOptions(language: string): { value: string; label: string }[] {
  const names = new Intl.DisplayNames(language, { type: 'currency' });
  return Intl.supportedValuesOf('currency').map((value) => ({ value, label: `${value} · ${names.of(value) ?? value}` }));
}
