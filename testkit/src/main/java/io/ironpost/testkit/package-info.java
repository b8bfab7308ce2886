/// What tests share: network namespaces, veth pairs, private filesystems, privileges, commands.
@NullMarked
package io.ironpost.testkit;

import org.jspecify.annotations.NullMarked;
