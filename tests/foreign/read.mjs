// Reads a release with libraries that know nothing of the hub.
// node read.mjs FOLDER [SHAPES]   FOLDER: the folder of one release; SHAPES: the SHACL files of DCAT-AP.
// The last line is: N passed, N failed, N skipped.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import jsonld from 'jsonld';
import { Parser, Store } from 'n3';
import SHACLValidator from 'rdf-validate-shacl';
import tableschema from 'tableschema';

const [folder, shapes] = process.argv.slice(2);
const base = 'https://hub.example/open/catalogue/release/dcat.jsonld';
const counts = { passed: 0, failed: 0, skipped: 0 };

const read = name => readFileSync(join(folder, name));
const readJson = name => JSON.parse(read(name));
const expect = (condition, message) => { if (!condition) throw new Error(message); };

async function test(name, run) {
  try {
    const skipped = await run();
    counts[skipped ? 'skipped' : 'passed']++;
    console.log(`${skipped ? 'skipped' : 'passed'}: ${name}${skipped ? `: ${skipped}` : ''}`);
  } catch (fault) {
    counts.failed++;
    console.log(`FAILED: ${name}: ${fault.message}`);
    for (const more of fault.errors ?? []) console.log(`  ${more.message}`);
  }
}

async function quadsOf(name) {
  const nquads = await jsonld.toRDF(readJson(name), { base, format: 'application/n-quads' });
  return new Parser({ format: 'N-Quads' }).parse(nquads);
}

const published = readJson('datapackage.json');
const files = readJson('manifest.json').files;
const contentOf = resource => resource.compression ? gunzipSync(read(resource.path)) : read(resource.path);
const tables = published.resources.filter(resource => resource.profile === 'tabular-data-resource');

await test('every resource of the data package has the size and hash it states', () => {
  expect(published.resources.length >= 4, `only ${published.resources.length} resources`);
  for (const resource of published.resources) {
    const bytes = read(resource.path);
    expect(bytes.length === resource.bytes, `${resource.path} has ${bytes.length} bytes, not ${resource.bytes}`);
    expect(`sha256:${createHash('sha256').update(bytes).digest('hex')}` === resource.hash, `${resource.path} has another hash`);
  }
});

await test('there are tables with rows in them', () => {
  expect(tables.length >= 3, `only ${tables.length} tables`);
  for (const name of ['entries', 'organisations']) expect(files.find(file => file.name === `${name}.csv.gz`).rows > 0, `${name} has no rows`);
});

for (const resource of tables) {
  const csv = `${resource.name}.csv`;
  await test(`${csv} reads as its Table Schema says`, async () => {
    const schema = await tableschema.Schema.load(resource.schema, { strict: true });
    const table = await tableschema.Table.load(Readable.from([contentOf(resource)]), { schema });
    const rows = await table.read({ keyed: true });
    const stated = files.find(file => file.name === resource.path).rows;
    expect(rows.length === stated, `${rows.length} rows, and the manifest states ${stated}`);
    expect(new Set(rows.map(row => row.id)).size === rows.length, 'the primary key is not unique');
  });

  if (!existsSync(join(folder, `${csv}-metadata.json`))) continue;
  await test(`${csv} has the columns of its CSV on the Web metadata`, () => {
    const metadata = readJson(`${csv}-metadata.json`);
    const header = contentOf(resource).toString('utf8').split(/\r?\n/, 1)[0].split(',');
    expect(metadata['@context'] === 'http://www.w3.org/ns/csvw' && metadata.url === csv, 'not metadata of this table');
    expect(JSON.stringify(metadata.tableSchema.columns.map(column => column.titles)) === JSON.stringify(header), 'other columns');
    // Names must be fit for URI templates (RFC 6570), or readers of the standard refuse the file.
    for (const { name } of metadata.tableSchema.columns) expect(/^[A-Za-z0-9_]+$/.test(name), `${name} is no name of a column`);
  });
}

await test('every entry is in loq.xml or in loq-omitted.csv', () => {
  const rows = name => files.find(file => file.name === name).rows;
  const xml = gunzipSync(read('loq.xml.gz')).toString('utf8');
  const ids = [...xml.matchAll(/<(?:qualification|learningAchievementSpecification) id="urn:hub:entry:([^"]+)"/g)].map(match => decodeURIComponent(match[1]));
  const omitted = read('loq-omitted.csv').toString('utf8').trimEnd().split('\r\n').slice(1).map(line => line.split(',')[0]);
  expect(ids.length === rows('loq.xml.gz') && omitted.length === rows('loq-omitted.csv'), 'other numbers than the manifest states');
  expect(new Set([...ids, ...omitted]).size === rows('entries.ndjson.gz') && ids.length + omitted.length === rows('entries.ndjson.gz'), 'an entry is missing or twice');
});

await test('search.json has a row of each entry, and its numbers lead to values', () => {
  const { columns, entries, facets } = JSON.parse(gunzipSync(read('search.json.gz')).toString('utf8'));
  expect(entries.length === files.find(file => file.name === 'entries.ndjson.gz').rows, `${entries.length} rows`);
  for (const row of entries) {
    expect(row.length <= columns.length && row[0].includes('~'), `a row is wrong: ${row}`);
    row.forEach((value, at) => {
      for (const place of facets[columns[at]] && value !== null ? [value].flat() : []) expect(facets[columns[at]][place]?.value, `${columns[at]} ${place} leads nowhere`);
    });
  }
  for (const [name, values] of Object.entries(facets)) {
    const at = columns.indexOf(name);
    values.forEach(({ count }, place) => expect(entries.filter(row => [row[at]].flat().includes(place)).length === count, `${name} ${place} is counted wrongly`));
  }
});

await test('dcat.jsonld expands to the triples it is meant to have', async () => {
  const quads = await quadsOf('dcat.jsonld');
  const files = published.resources.length;
  const distributions = quads.filter(quad => quad.predicate.value.endsWith('dcat#distribution'));
  expect(distributions.length === files, `${distributions.length} distributions for ${files} files`);
  // Catalogue, series, release, publisher and five concepts; then a link and sixteen statements for each file, one less where it is not compressed.
  const media = new Set([...published.resources.map(resource => resource.mediatype), 'application/gzip']).size;
  const formats = new Set(published.resources.map(({ mediatype }) => ['text/csv', 'application/xml'].includes(mediatype) ? mediatype : 'json')).size;
  const plain = published.resources.filter(resource => !resource.compression).length;
  const previous = existsSync(join(folder, 'delta.ndjson.gz')) ? 1 : 0;
  const wanted = 36 + previous + 17 * files - plain + 2 * media + 2 * formats;
  expect(quads.length === wanted, `${quads.length} triples instead of ${wanted}`);
  for (const quad of distributions) expect(quad.object.value.startsWith(base), `${quad.object.value} is not in this release`);
});

await test('dcat.jsonld keeps to the shapes of DCAT-AP 3', async () => {
  if (!shapes || !existsSync(shapes)) return 'the shapes are not here';
  const data = new Store(await quadsOf('dcat.jsonld'));
  for (const file of ['shapes.ttl', 'range.ttl', 'shapes_recommended.ttl']) {
    const report = await new SHACLValidator(new Store(new Parser().parse(readFileSync(join(shapes, file), 'utf8')))).validate(data);
    const violations = report.results.filter(result => result.severity.value.endsWith('#Violation'));
    expect(violations.length === 0, `${file}: ${violations.map(v => `${v.focusNode?.value} ${v.path?.value} ${v.message.map(m => m.value).join(' ')}`).join('; ')}`);
  }
});

console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0;
