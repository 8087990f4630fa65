// SPDX-License-Identifier: MIT

// Browsers look for the icon in <head>. Theia generates that element, so this script moves the link there. It has a file
// of its own, because the content security policy allows no script in the page.
document.head.append(document.currentScript.previousElementSibling);
