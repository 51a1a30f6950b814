import type { Environment } from './order.ts';

export type SeedCustomer = {
  name: string;
  email: string;
  street: string;
  city: string;
  postalCode: string;
  country: string;
};
export type SeedProduct = { sku: string; name: string; unitPrice: number };
export type SeedData = {
  numberPrefix: string;
  firstNumber: number;
  orders: number;
  customers: readonly SeedCustomer[];
  products: readonly SeedProduct[];
  /** Taken in turn, so that the sandbox also has texts that are awkward to export. */
  notes: readonly (string | null)[];
  references: readonly (string | null)[];
};

const customer = (row: string): SeedCustomer => {
  const [name = '', email = '', street = '', city = '', postalCode = '', country = ''] = row.split(' | ');
  return { name, email, street, city, postalCode, country };
};

const product = (sku: string, name: string, unitPrice: number): SeedProduct => ({ sku, name, unitPrice });

const sandbox: SeedData = {
  numberPrefix: 'TEST-',
  firstNumber: 1001,
  orders: 24,
  customers: [
    'Test Customer One | one@test.example | 1 Test Street | Testville | 00001 | DE',
    'Test Customer Two | two@test.example | 2 Test Street | Testville | 00002 | FR',
    'Test Customer, "Quoted" | quoted@test.example | 3 Test Street | Testville | 00003 | GB',
    'Test Customer with Ümläuts | umlauts@test.example | 4 Test Street | Testville | 00004 | AT',
    'Test Customer without Orders | none@test.example | 5 Test Street | Testville | 00005 | IE',
  ].map(customer),
  products: [
    product('TEST-WIDGET-S', 'Test widget, small', 100),
    product('TEST-WIDGET-L', 'Test widget, large', 250),
    product('TEST-GADGET', 'Test gadget', 1999),
    product('TEST-FREE', 'Test article without a price', 0),
  ],
  notes: ['Test order, nothing is sent', null, '=1+1', 'Two lines,\nand "quotes"', null],
  references: ['TEST-REF-1', null, '@mention', '+49 30 000000'],
};

const production: SeedData = {
  numberPrefix: 'SO-',
  firstNumber: 20_418,
  orders: 60,
  customers: [
    'Harbour Lane Coffee | orders@harbourlane.example | 14 Harbour Lane | Bristol | BS1 4RB | GB',
    'Café Mirabel | commande@mirabel.example | 8 rue Mercière | Lyon | 69002 | FR',
    'Rösthaus Linden | einkauf@roesthaus-linden.example | Lindenstraße 21 | Leipzig | 04105 | DE',
    'Bottega Aurora | acquisti@bottega-aurora.example | Via Po 33 | Torino | 10124 | IT',
    'Kopje & Co | inkoop@kopje.example | Oudegracht 112 | Utrecht | 3511 AW | NL',
    'Fjord Bakeri | innkjop@fjordbakeri.example | Strandgaten 9 | Bergen | 5013 | NO',
    'Casa del Molino | pedidos@casamolino.example | Calle Feria 41 | Sevilla | 41003 | ES',
    'Blue Door Espresso | hello@bluedoor.example | 5 Oliver Plunkett Street | Cork | T12 A8X5 | IE',
    'Kaffeverket Söder | order@kaffeverket.example | Bondegatan 17 | Stockholm | 116 33 | SE',
    'Palette Hotels | procurement@palette-hotels.example | Praterstraße 50 | Wien | 1020 | AT',
    'North Quay Offices | facilities@northquay.example | 2 Wharf Street | Leeds | LS2 7EQ | GB',
    'Bruggenhof | bestelling@bruggenhof.example | Graslei 6 | Gent | 9000 | BE',
  ].map(customer),
  products: [
    product('BEAN-HOUSE-1KG', 'House espresso beans, 1 kg', 2190),
    product('BEAN-ETHIOPIA-1KG', 'Ethiopia Guji natural, 1 kg', 3250),
    product('BEAN-DECAF-1KG', 'Decaf Colombia, 1 kg', 2690),
    product('CUP-LATTE-12', 'Latte cups, box of 12', 5400),
    product('FILTER-V60-100', 'Paper filters, pack of 100', 790),
    product('GRINDER-E65', 'Espresso grinder E65', 128_000),
    product('DESCALER-1L', 'Descaler, 1 l', 1450),
    product('SYRUP-VANILLA', 'Vanilla syrup, 0.7 l', 890),
  ],
  notes: [null, 'Deliver before 8:00, ring at the back door', null, null, 'Gift wrap, please', null, null],
  references: ['PO-4471', null, 'Winter menu', null, null, 'PO-4502'],
};

export const seedData: Readonly<Record<Environment, SeedData>> = { sandbox, production };
