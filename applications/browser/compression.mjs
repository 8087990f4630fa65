// SPDX-License-Identifier: MIT

import { glob, readFile, rm, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import zlib from 'node:zlib';

/** From here on each level takes half as much time again and saves 3 % at most. */
const LEVEL = 4;

const gzip = promisify(zlib.gzip);

/** Removes what {@link compress} wrote: Theia's backend would serve it in place of what is written beside it next. */
export async function removeCompressed() {
    for await (const file of glob('lib/frontend/*.gz')) {
        await rm(file);
    }
}

/** Writes `.gz` files beside the scripts and styles; Theia's backend serves them to every browser that takes gzip. */
export async function compress() {
    const files = await Array.fromAsync(glob('lib/frontend/*.{js,css}'));
    await Promise.all(
        files.map(async file => writeFile(`${file}.gz`, await gzip(await readFile(file), { level: LEVEL })))
    );
}
