import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parse, stringify } from 'yaml';

const require = createRequire(import.meta.url);

/** Documents that nobody here wrote, as their packages ship them; the examples of the OpenAPI project are among them. */
export async function readRealDocuments(): Promise<{ name: string; text: string }[]> {
  const examples = dirname(require.resolve('@readme/oas-examples/package.json'));
  const folders = ['2.0/json', '3.0/json', '3.1/json'].map(folder => join(examples, folder));
  const files = (await Promise.all(folders.map(jsonFiles))).flat();
  const others = [
    require.resolve('@figma/rest-api-spec/openapi/openapi.yaml'),
    require.resolve('@scalar/galaxy/latest.yaml'),
    require.resolve('@scalar/galaxy/latest.json'),
    join(import.meta.dirname, '../../scripts/demo/orders/openapi.yaml'),
  ];
  const read = async (file: string) => ({
    name: file.split('/').slice(-3).join('/'),
    text: await readFile(file, 'utf8'),
  });
  const documents = await Promise.all([...files, ...others].map(read));
  const petstore = documents.find(({ name }) => name.endsWith('2.0/json/petstore.json'));
  // The same as somebody else would have written it.
  return petstore === undefined
    ? documents
    : [...documents, { name: 'petstore as YAML', text: stringify(parse(petstore.text)) }];
}

async function jsonFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true });
  return entries.filter(name => name.endsWith('.json')).map(name => join(folder, name));
}
