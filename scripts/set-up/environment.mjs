// SPDX-License-Identifier: MIT

/** The names and addresses of this machine, as NO_PROXY lists them. */
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Keeps the connections between our programs out of the user's proxy, for this process and its children. The programs do
 * the same, but only here it works for `node:http`, too, which reads NO_PROXY when a process starts.
 * Repeats `keepLoopbackDirect` of packages/types, because this runs before the packages are built.
 */
export function keepLoopbackDirect(environment = process.env) {
    const given = environment.no_proxy ?? environment.NO_PROXY ?? '';
    const hosts = given.split(/[\s,]+/).filter(host => host !== '');
    if (!hosts.includes('*')) {
        const value = [...new Set([...hosts, ...LOOPBACK])].join(',');
        Object.assign(environment, { no_proxy: value, NO_PROXY: value });
    }
}

/** Variables that name a repository ("git rev-parse --local-env-vars"). Git sets them for the hooks of a commit or push. */
const OF_A_REPOSITORY =
    /^GIT_(ALTERNATE_OBJECT_DIRECTORIES|COMMON_DIR|CONFIG|CONFIG_(COUNT|PARAMETERS|KEY_\d+|VALUE_\d+)|DIR|GRAFT_FILE|IMPLICIT_WORK_TREE|INDEX_FILE|INTERNAL_SUPER_PREFIX|NAMESPACE|NO_REPLACE_OBJECTS|OBJECT_DIRECTORY|PREFIX|REPLACE_REF_BASE|SHALLOW_FILE|WORK_TREE)$/;

/**
 * Lets Git find the repository of a folder, for this process and its children. In a hook it would otherwise work on the
 * user's repository wherever it runs, even in the temporary repositories of tests.
 */
export function findRepositoryByFolder() {
    for (const name of Object.keys(process.env).filter(name => OF_A_REPOSITORY.test(name))) {
        delete process.env[name];
    }
}
