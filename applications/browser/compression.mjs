// SPDX-License-Identifier: MIT

import { glob, readFile, rm, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import zlib from 'node:zlib';

/** Each higher level takes 1.5 times as long and saves 3 % at most. */
const LEVEL = 4;

const gzip = promisify(zlib.gzip);

/** Removes the files that {@link compress} wrote. Theia's backend would serve these old files instead of the new bundle. */
export async function removeCompressed() {
    for await (const file of glob('lib/frontend/*.gz')) {
        await rm(file);
    }
}

/** Writes a `.gz` file beside each script and style sheet. Theia's backend serves it to browsers that accept gzip. */
export async function compress() {
    const files = await Array.fromAsync(glob('lib/frontend/*.{js,css}'));
    await Promise.all(
        files.map(async file => writeFile(`${file}.gz`, await gzip(await readFile(file), { level: LEVEL })))
    );
}
