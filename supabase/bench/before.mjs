// SPDX-License-Identifier: MIT

/**
 * Microseconds of processor time of a call, with the functions of commit 5d3983e and with those of `date`: medians of
 * 150 turns on one machine. Other programs used the machine too, so the ratios are more precise than the figures.
 */
export const BEFORE = {
    date: '2026-11-26',
    commit: '5d3983e',
    calls: [
        { name: 'read 2 KB', before: 189, after: 161 },
        { name: 'list 20, own only', before: 405, after: 316 },
        { name: 'list 100, own only', before: 797, after: 664 },
        { name: 'list 100, half of them shared', before: 2087, after: 1657 },
        { name: '100 versions', before: 690, after: 597 },
        { name: 'save 20 KB', before: 845, after: 783 }
    ]
};
