// SPDX-License-Identifier: MIT

// Backs up all documents to a folder: SANYAM_API_KEY=… node backup-documents.mjs <folder>
// A second run reads only what changed. What is deleted in the cloud stays in the folder.

import { RateLimitError, SanyamClient, SanyamError } from '@sanyam/client';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Which file is whose, in which version: { [document id]: { file, version } }. */
const INDEX = '.sanyam-backup.json';

/** File systems hold 255 bytes; the rest is for what makes a name unique. */
const MAX_BYTES = 200;

/** How often the list is read at most, until there is nothing new. */
const MAX_PASSES = 10;

/** A name that every file system takes, and that stays in its folder. */
function safeName(name) {
    const { name: stem, ext } = path.parse(name.replace(/[<>:"/\\|?*\p{Cc}]/gu, '_').replace(/[. ]$/, '_'));
    const isDevice = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(stem);
    const extension = Buffer.byteLength(ext) > 20 ? '' : ext;
    let short = isDevice ? `_${stem}` : stem;
    while (Buffer.byteLength(short + extension) > MAX_BYTES) {
        short = Array.from(short).slice(0, -1).join('');
    }
    return short + extension;
}

/** The file for a document: called like it, with what makes the name unique where another file has it. */
function chooseFile(folder, { id, name }, index) {
    const wanted = safeName(name);
    const others = Object.entries(index).filter(([other]) => other !== id);
    const taken = new Set([INDEX, ...others.map(([, { file }]) => file)].map(comparable));
    const isFree = file =>
        !taken.has(comparable(file)) && (file === index[id]?.file || !existsSync(path.join(folder, file)));
    const { name: stem, ext } = path.parse(wanted);
    let file = wanted;
    // Another document, or the user's file, may be called like that, too.
    for (let mark = id; !isFree(file); mark += '_') {
        file = `${stem} (${mark})${ext}`;
    }
    return file;
}

/** Some file systems tell neither capitals nor ways to write é apart. */
function comparable(file) {
    return file.normalize('NFC').toLowerCase();
}

/** All at once, so that whoever looks, or ends this, finds the old file or the new one. */
async function writeWhole(file, text) {
    // In a folder that is new, for any other name may be that of a file.
    const temporary = await mkdtemp(path.join(path.dirname(file), '.new-'));
    try {
        const whole = path.join(temporary, 'whole');
        await writeFile(whole, text);
        await rename(whole, file);
    } finally {
        await rm(temporary, { recursive: true, force: true });
    }
}

/** Undefined when somebody deleted the document since it was listed. */
async function readIfThere(client, id) {
    try {
        return await client.documents.read(id);
    } catch (error) {
        if (error instanceof SanyamError && error.code === 'DOCUMENT_NOT_FOUND') {
            return undefined;
        }
        throw error;
    }
}

/** Saves those that the index does not have as they are now. @returns the ids of all, and of those that were saved */
async function savePass(client, folder, index) {
    const [listed, saved] = [new Set(), new Set()];
    for await (const { id, version } of client.documents.list()) {
        listed.add(id);
        const known = index[id];
        if (known?.version === version && existsSync(path.join(folder, known.file))) {
            continue;
        }
        const document = await readIfThere(client, id);
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

/** The newest change comes first in a list: what is changed while it is read may be missed, so it is read again. */
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
            'Documents are changed faster than they are read: the newest changes may be missing. Run it again.'
        );
        process.exitCode = 1;
    }
} catch (error) {
    console.error(error.message);
    if (error instanceof RateLimitError) {
        console.error(`Run it again after ${error.resetAt}: it goes on where it was.`);
    }
    process.exitCode = 1;
}
