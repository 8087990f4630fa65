// SPDX-License-Identifier: MIT

// Backs up all documents to a folder: SANYAM_API_KEY=… node backup-documents.mjs <folder>
// The next run reads only documents that changed. Documents that are deleted in the cloud stay in the folder.

import { RateLimitError, SanyamClient, SanyamError } from '@sanyam/client';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** The file with the state of the backup: { [document id]: { file, version } }. */
const INDEX = '.sanyam-backup.json';

/** Limit of a file name in bytes. File systems allow 255; the rest is for the suffix that makes a name unique. */
const MAX_BYTES = 200;

/** The list is read until nothing is new, but at most this often. */
const MAX_PASSES = 10;

/** Returns a file name that is valid on all systems and does not leave the folder. */
function safeName(name) {
    const valid = name.replace(/[<>:"/\\|?*\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, '_').replace(/[. ]$/, '_');
    // A document from before names needed a visible character.
    const visible = /[^\p{White_Space}\p{Default_Ignorable_Code_Point}\u2800]/u.test(valid) ? valid : '_';
    const { name: stem, ext } = path.parse(visible);
    const isDevice = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(stem);
    const extension = Buffer.byteLength(ext) > 20 ? '' : ext;
    let short = isDevice ? `_${stem}` : stem;
    while (Buffer.byteLength(short + extension) > MAX_BYTES) {
        short = Array.from(short).slice(0, -1).join('');
    }
    return short + extension;
}

/**
 * Returns the file name for a document: its own name, with a suffix if another file has it. The file of a document that
 * somebody shares always has a suffix. Otherwise a share could take the place of a file that the user knows.
 */
function chooseFile(folder, { id, name, permission }, index) {
    const wanted = safeName(name);
    const others = Object.entries(index).filter(([other]) => other !== id);
    const taken = new Set([INDEX, ...others.map(([, { file }]) => file)].map(comparable));
    const isFree = file =>
        !taken.has(comparable(file)) && (file === index[id]?.file || !existsSync(path.join(folder, file)));
    const { name: stem, ext } = path.parse(wanted);
    let file = permission === 'owner' ? wanted : `${stem} (${id})${ext}`;
    // Another document or a file of the user may already have this name.
    for (let mark = id; !isFree(file); mark += '_') {
        file = `${stem} (${mark})${ext}`;
    }
    return file;
}

/** Some file systems ignore case, or how é is encoded. Two names are the same if this function returns the same. */
function comparable(file) {
    return file.normalize('NFC').toLowerCase();
}

/** Replaces a file atomically: an interruption leaves the old file or the new one. */
async function writeWhole(file, text) {
    // A new folder, because any other temporary name may be in use.
    const temporary = await mkdtemp(path.join(path.dirname(file), '.new-'));
    try {
        const whole = path.join(temporary, 'whole');
        await writeFile(whole, text);
        await rename(whole, file);
    } finally {
        await rm(temporary, { recursive: true, force: true });
    }
}

/** Returns a document, or undefined if it was deleted after it was listed. */
async function readIfExists(client, id) {
    try {
        return await client.documents.read(id);
    } catch (error) {
        if (error instanceof SanyamError && error.code === 'DOCUMENT_NOT_FOUND') {
            return undefined;
        }
        throw error;
    }
}

/** Saves all documents that differ from the index. Returns the ids of all documents and of those that were saved. */
async function savePass(client, folder, index) {
    const [listed, saved] = [new Set(), new Set()];
    for await (const { id, version } of client.documents.list()) {
        listed.add(id);
        const known = index[id];
        if (known?.version === version && existsSync(path.join(folder, known.file))) {
            continue;
        }
        const document = await readIfExists(client, id);
        if (document === undefined) {
            continue;
        }
        const file = chooseFile(folder, document, index);
        await writeWhole(path.join(folder, file), document.content);
        index[id] = { file, version: document.version };
        await writeWhole(path.join(folder, INDEX), `${JSON.stringify(index, undefined, 4)}\n`);
        if (known !== undefined && known.file !== file) {
            await rm(path.join(folder, known.file), { force: true });
        }
        saved.add(id);
    }
    return { listed, saved };
}

/** Repeats {@link savePass} until nothing is new, because a document that changes while the list is read may be missed. */
async function backUp(client, folder) {
    await mkdir(folder, { recursive: true });
    const indexFile = path.join(folder, INDEX);
    const index = existsSync(indexFile) ? JSON.parse(await readFile(indexFile, 'utf8')) : {};
    const [listed, saved] = [new Set(), new Set()];
    for (let pass = 1; pass <= MAX_PASSES; pass++) {
        const found = await savePass(client, folder, index);
        found.listed.forEach(id => listed.add(id));
        found.saved.forEach(id => saved.add(id));
        if (found.saved.size === 0) {
            return { saved: saved.size, unchanged: listed.size - saved.size, isComplete: true };
        }
    }
    return { saved: saved.size, unchanged: listed.size - saved.size, isComplete: false };
}

const { SANYAM_API_KEY: token, SANYAM_GATEWAY_URL: url = 'http://127.0.0.1:54328' } = process.env;
const [folder] = process.argv.slice(2);
if (folder === undefined || token === undefined) {
    console.error('Usage: SANYAM_API_KEY=… node backup-documents.mjs <folder>');
    process.exit(2);
}
try {
    const { saved, unchanged, isComplete } = await backUp(new SanyamClient({ url, token }), folder);
    console.log(`${saved} saved, ${unchanged} unchanged`);
    if (!isComplete) {
        console.error(
            'Documents change faster than they are read, so the newest changes may be missing. Run the backup again.'
        );
        process.exitCode = 1;
    }
} catch (error) {
    console.error(error.message);
    if (error instanceof RateLimitError) {
        console.error(`Run the backup again after ${error.resetAt}. It continues where it stopped.`);
    }
    process.exitCode = 1;
}
