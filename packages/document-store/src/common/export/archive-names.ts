// SPDX-License-Identifier: MIT

/** What Windows does not allow in a name, and control characters. */
const NOT_ALLOWED = /[<>:"/\\|?*\p{Cc}]/gu;

/** Windows removes a space or a dot at the end of a name. */
const TRIMMED_END = /[ .]$/;

/** The devices of Windows, also with an extension. */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;

/** Bytes of UTF-8 in a name: Linux allows 255. The rest is for a number that tells names apart. */
const MOST_BYTES = 240;

const encoder = new TextEncoder();

/**
 * Gives each document of an archive a path that every system can unpack: without characters that Windows refuses, and
 * different from all others, also where case does not count.
 */
export class ArchiveNames {
    /** The names in use, by the folder's path in the archive. In a form in which equal names are equal. */
    private readonly used = new Map<string, Set<string>>();
    /** The number to try next, by a path without one. Who begins at 2 each time takes the square of equal names. */
    private readonly numbers = new Map<string, number>();
    /** The paths in the archive of the folders that have one. Keys are their paths in the cloud, below a root. */
    private readonly folders = new Map<string, string>();

    /**
     * Returns the path of a document.
     *
     * @param root the folder of the archive that all documents of a kind are in
     * @param folder the path of the document's folder in the cloud
     */
    pathOf(root: string, folder: string, name: string): string {
        const parent = this.folderOf(root, folder);
        return `${parent}/${this.take(parent, name)}`;
    }

    private folderOf(root: string, folder: string): string {
        let cloudPath = root;
        let path = root;
        for (const name of folder === '' ? [] : folder.split('/')) {
            cloudPath += `/${name}`;
            const known = this.folders.get(cloudPath);
            path = known ?? `${path}/${this.take(path, name)}`;
            this.folders.set(cloudPath, path);
        }
        return path;
    }

    /** Returns a name that nothing in the folder has yet. */
    private take(parent: string, name: string): string {
        const used = this.used.get(parent) ?? new Set();
        this.used.set(parent, used);
        const allowed = allowedName(name);
        const key = `${parent}/${comparable(allowed)}`;
        let number = this.numbers.get(key) ?? 1;
        while (used.has(comparable(numbered(allowed, number)))) {
            number++;
        }
        this.numbers.set(key, number + 1);
        const free = numbered(allowed, number);
        used.add(comparable(free));
        return free;
    }
}

/** Returns a name that every system allows. Characters that one refuses become escapes, as in an address. */
function allowedName(name: string): string {
    const escaped = shortened(name.replace(NOT_ALLOWED, escapeOf).replace(TRIMMED_END, escapeOf));
    return DEVICE.test(escaped) ? `_${escaped}` : escaped;
}

function escapeOf(character: string): string {
    return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

/** Returns a name without the end of its stem if it is too long. The extension stays. */
function shortened(name: string): string {
    if (encoder.encode(name).length <= MOST_BYTES) {
        return name;
    }
    const parts = partsOf(name);
    const [stem, suffix] = encoder.encode(parts[1]).length < MOST_BYTES / 2 ? parts : [name, ''];
    let room = MOST_BYTES - encoder.encode(suffix).length;
    let kept = '';
    for (const character of stem) {
        room -= encoder.encode(character).length;
        if (room < 0) {
            break;
        }
        kept += character;
    }
    return kept.replace(/[ .]+$/, '') + suffix;
}

/** Returns a name with a number that tells it from others. The first one has none. */
function numbered(name: string, number: number): string {
    if (number === 1) {
        return name;
    }
    const [stem, extension] = partsOf(name);
    return `${stem} (${number})${extension}`;
}

/** Returns the stem of a name, and its extension with the dot. */
function partsOf(name: string): readonly [string, string] {
    const dot = name.lastIndexOf('.');
    return dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
}

/** Windows and macOS compare names without their case, and macOS without their normal form. */
function comparable(name: string): string {
    return name.normalize('NFC').toLowerCase().toUpperCase();
}
