import fc from 'fast-check';

type Schema = Record<string, unknown>;

const integers = fc.tuple(fc.integer({ min: -50, max: 50 }), fc.nat(60), fc.constantFrom(1, 2, 5, 7)).map(
  ([minimum, span, multipleOf]): Schema => ({
    type: 'integer',
    minimum,
    maximum: minimum + span + multipleOf,
    multipleOf,
  }),
);
const numbers = fc.constantFrom<Schema>(
  { type: 'number' },
  { type: 'number', minimum: 0.5, maximum: 0.75 },
  { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 0.001 },
  { type: 'number', multipleOf: 0.01, minimum: 0.1, maximum: 3 },
  { type: 'number', maximum: -3.5 },
  { type: 'integer', multipleOf: 0.4, minimum: 1 },
);
const formats = [
  'date',
  'date-time',
  'time',
  'duration',
  'email',
  'hostname',
  'ipv4',
  'ipv6',
  'uri',
  'uri-reference',
  'uri-template',
  'uuid',
  'json-pointer',
  'relative-json-pointer',
  'regex',
  'byte',
  'nobody-knows-this',
];
const lengths = fc
  .tuple(fc.nat(20), fc.nat(30))
  .map(([minLength, span]): Schema => ({ type: 'string', minLength, maxLength: minLength + span }));
const patterns = fc.constantFrom(
  '^[A-Z]{3}-\\d{4}$',
  '^(foo|bar)+$',
  '^\\w+@\\w+\\.(com|org)$',
  '^#?[0-9a-fA-F]{6}$',
  '^[^\\s/]+$',
  '^\\+?[1-9]\\d{1,14}$',
  '[äöü]x*',
  '^(a|b(c|d){2,})?e$',
);
const strings = fc.oneof(
  lengths,
  fc.constantFrom(...formats).map((format): Schema => ({ type: 'string', format })),
  patterns.map((pattern): Schema => ({ type: 'string', pattern })),
);
const choices = fc
  .uniqueArray(fc.oneof(fc.string(), fc.integer(), fc.boolean()), { minLength: 1, maxLength: 5 })
  .map((values): Schema => ({ enum: values }));

/** Schemas of one value as it stands in an address or a header. */
export const plainSchemas = fc.oneof(integers, numbers, strings, fc.constant<Schema>({ type: 'boolean' }));

/** Schemas that some value fits, of every kind and several levels. */
export const satisfiableSchemas = fc.letrec<{ schema: Schema }>(tie => {
  const schema = tie('schema');
  const object = fc
    .tuple(
      fc.dictionary(fc.string({ maxLength: 8 }), schema, { maxKeys: 4 }),
      fc.array(fc.nat(3)),
      fc.boolean(),
    )
    .map(([properties, chosen, open]): Schema => {
      const names = Object.keys(properties);
      const required = [...new Set(chosen.flatMap(at => names[at] ?? []))];
      return { type: 'object', properties, required, ...(!open && { additionalProperties: false }) };
    });
  return {
    schema: fc.oneof(
      { depthSize: 'small' },
      plainSchemas,
      choices,
      object,
      fc.tuple(schema, fc.nat(3), fc.nat(3)).map(
        ([items, minItems, more]): Schema => ({
          type: 'array',
          items,
          minItems,
          maxItems: minItems + more,
        }),
      ),
      fc.tuple(fc.integer(), fc.nat(3)).map(
        ([minimum, minItems]): Schema => ({
          type: 'array',
          items: { type: 'integer', minimum, maximum: minimum + 4 },
          minItems,
          uniqueItems: true,
        }),
      ),
      schema.map((one): Schema => ({ anyOf: [one, { type: 'null' }] })),
      schema.map((one): Schema => ({ type: 'object', additionalProperties: one, minProperties: 2 })),
      fc.tuple(object, object).map(
        ([a, b]): Schema => ({
          allOf: [
            { ...a, additionalProperties: true },
            { type: 'object', properties: { own: b }, required: ['own'] },
          ],
        }),
      ),
    ),
  };
}).schema;
