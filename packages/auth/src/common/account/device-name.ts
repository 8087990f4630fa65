// SPDX-License-Identifier: MIT

/** What a user agent says of a device. */
export interface DeviceName {
    readonly program: string | undefined;
    readonly system: string | undefined;
}

/** The names of programs, with what they write. The first one that fits counts: most of them write “Chrome”, too. */
const PROGRAMS: readonly (readonly [RegExp, string])[] = [
    [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
    [/\b(?:OPR|Opera)\//, 'Opera'],
    [/\bVivaldi\//, 'Vivaldi'],
    [/\bSamsungBrowser\//, 'Samsung Internet'],
    [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
    [/\bElectron\//, 'Sanyam'],
    [/\b(?:Chrome|CriOS|HeadlessChrome)\//, 'Chrome'],
    [/\bVersion\/\S+ .*\bSafari\//, 'Safari']
];

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
    [/\biPhone\b/, 'iPhone'],
    [/\biPad\b/, 'iPad'],
    [/\bAndroid\b/, 'Android'],
    [/\bCrOS\b/, 'ChromeOS'],
    [/\bWindows\b/, 'Windows'],
    [/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
    [/\bLinux\b/, 'Linux']
];

/** The most characters of a name that a program gives itself. */
const LONGEST = 40;

/** Returns the names of the program and of the system in a user agent. A program that is not known has its own name. */
export function deviceNameOf(userAgent: string): DeviceName {
    const nameIn = (names: typeof PROGRAMS): string | undefined =>
        names.find(([pattern]) => pattern.test(userAgent))?.[1];
    const [own] = /^[\w .-]+/.exec(userAgent.replace(/^Mozilla\/5\.0\b/, '')) ?? [];
    return { program: nameIn(PROGRAMS) ?? (own?.trim().slice(0, LONGEST) || undefined), system: nameIn(SYSTEMS) };
}
